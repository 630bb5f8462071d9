import { faultIn } from '../../errors/fault-in.ts';
import { HttpFault } from '../../errors/http-fault.ts';
import type { Client, ProviderContext } from '../provider.ts';
import { openTokenSource, type TokenSource } from '../token-source.ts';
import { gcpAccessToken } from './credentials.ts';
import { findSecrets, listOne } from './find-secrets.ts';
import type { GcpAuth } from './gcp-auth.ts';
import { gcpProject } from './gcp-project.ts';
import type { GcpSpec } from './gcp-spec.ts';
import { gcpWriter } from './gcp-writer.ts';
import { openSecretManager, type SecretManager, secretManagerHost } from './secret-manager.ts';
import { secretNames } from './secret-names.ts';
import { readSecret } from './secret-reader.ts';
import { signsInAs } from './signs-in-as.ts';

/** Signs in to Secret Manager. */
export async function connectGcp(spec: GcpSpec, context: ProviderContext): Promise<Client> {
  const { auth, location, fetchesEnabled } = spec;
  const names = secretNames(await gcpProject(spec, context), location);
  const token = await signedIn(auth, context);
  const manager = openSecretManager(location, token, context);
  const reading = { manager, names, host: secretManagerHost(location), fetchesEnabled };
  return {
    batch: 1, // there is no call for several
    read: (refs) => Promise.all(refs.map((ref) => readSecret(ref, reading))),
    find: (query) => findSecrets(query, reading),
    check: () => check(manager, names.parent),
    writer: gcpWriter(reading),
    close: () => manager.close(),
  };
}

/** An identity that may not list has been recognised all the same. */
async function check(manager: SecretManager, parent: string): Promise<void> {
  try {
    await listOne(manager, parent);
  } catch (thrown) {
    const fault = faultIn(thrown);
    if (!(fault?.cause instanceof HttpFault && fault.cause.status === 403)) throw thrown;
  }
}

async function signedIn(auth: GcpAuth, context: ProviderContext): Promise<TokenSource> {
  const open = () => openTokenSource(() => gcpAccessToken(auth, context), context.now);
  return (await context.shared?.(signsInAs(auth), open)) ?? (await open());
}
