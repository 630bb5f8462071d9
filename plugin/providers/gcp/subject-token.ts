import { readFile } from 'node:fs/promises';
import { gcpError } from '../../errors/gcp.ts';
import { parseJsonObject } from '../parse-json-object.ts';
import type { ProviderContext } from '../provider.ts';
import { awsSubjectToken, machineProof } from './aws-subject-token.ts';
import type { CredentialSource, ExternalAccount } from './external-account.ts';

/**
 * Fetches the token that an external account starts from: out of a file, from a URL, or as a proof of an AWS identity.
 *
 * @remarks golang.org/x/oauth2 `google/externalaccount`: `filecredsource.go`, `urlcredsource.go`, `aws.go`.
 * @throws ManifestError `GCP_FEDERATION`
 */
export async function subjectToken(account: ExternalAccount, context: ProviderContext): Promise<string> {
  const { source } = account;
  if (source === undefined) throw fault('has no credential_source that may be used');
  if (source.environmentId === '' && source.url !== '') return await fromUrl(source, context);
  // Files and the metadata service are this machine's own: whoever may not be it may not have them.
  if (!context.ambient) {
    throw fault('takes its token from this machine, which a store of the input may not');
  }
  if (source.environmentId !== '') return await awsSubjectToken(account, await machineProof(source, context));
  if (source.file === '') throw fault('has a credential_source of a kind that is not supported: file, url and AWS are');
  return fieldOf(source, await fileText(source.file));
}

function fault(why: string): Error {
  return gcpError('GCP_FEDERATION', { why });
}

async function fromUrl(source: CredentialSource, context: ProviderContext): Promise<string> {
  const { url, headers } = source;
  const answer = await context.retry(() => context.http(url, { headers }));
  if (answer.status !== 200) throw fault(`gets status ${answer.status} from credential_source.url`);
  const token = fieldOf(source, answer.body.toString('utf8'));
  context.conceal(token);
  return token;
}

async function fileText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw fault(`cannot read credential_source.file ${file}`);
  }
}

function fieldOf({ field }: CredentialSource, text: string): string {
  if (field === undefined) return text;
  const object = parseJsonObject(text);
  const token = object !== undefined && Object.hasOwn(object, field) ? object[field] : undefined;
  if (typeof token === 'string') return token;
  throw fault(`finds no token under "${field}" where credential_source points`);
}
