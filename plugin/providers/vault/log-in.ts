import { connectionError } from '../../errors/connection.ts';
import { storeError } from '../../errors/store.ts';
import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { clientCertificate } from '../client-certificate.ts';
import type { HttpAnswer, ProviderContext } from '../provider.ts';
import { storeCa } from '../store-ca.ts';
import type { SignIn } from './auth/auth-method.ts';
import { givenToken, type HeldToken, obtainedToken } from './held-token.ts';
import { type ChosenSignIn, chooseSignIn } from './sign-in.ts';
import { isPassing, type VaultCall, vaultFault } from './vault-fault.ts';
import type { VaultIdentity } from './vault-identity.ts';
import { type SendToVault, type VaultTls, vaultTransport } from './vault-transport.ts';

/** What a sign-in gives: a token, the connection that it came over, and the way to do it again. */
export interface Entry {
  readonly token: HeldToken;
  readonly send: SendToVault;
  readonly host: string;
  /** Of the requests that follow. */
  readonly namespace: string;
  readonly loginNamespace: string;
  signInAgain(): Promise<HeldToken>;
}

/** Signs in once. */
export async function logIn(identity: VaultIdentity, context: ProviderContext): Promise<Entry> {
  const [ca, certificate, chosen] = await Promise.all([
    storeCa(identity.ca, identity.owner, context),
    identity.tls === undefined ? undefined : clientCertificate(identity.tls, context),
    chooseSignIn(identity, context),
  ]);
  const tls: VaultTls = {
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined ? {} : { clientCertificate: certificate }),
    // The cert method's certificate stays with the connection.
    ...(chosen.kind === 'login' && chosen.clientCertificate !== undefined
      ? { clientCertificate: chosen.clientCertificate }
      : {}),
  };
  const send = await vaultTransport(identity, tls, context);
  const host = new URL(identity.server).host;
  const { loginNamespace } = identity;
  const way = { send, host, loginNamespace, context };
  return {
    token: await tokenOf(chosen, way),
    send,
    host,
    namespace: namespaceOf(identity, chosen, context),
    loginNamespace,
    // Credentials are read anew: a ServiceAccount's token may have run out as well.
    signInAgain: async () => await tokenOf(await chooseSignIn(identity, context), way),
  };
}

interface Way {
  readonly send: SendToVault;
  readonly host: string;
  readonly loginNamespace: string;
  readonly context: ProviderContext;
}

/** With the process's own token goes the process's own namespace, where the store names none. */
function namespaceOf({ namespace }: VaultIdentity, { isOwn }: ChosenSignIn, { env }: ProviderContext): string {
  return namespace === '' && isOwn ? (env('VAULT_NAMESPACE') ?? '') : namespace;
}

async function tokenOf(signIn: SignIn, { send, host, loginNamespace, context }: Way): Promise<HeldToken> {
  if (signIn.kind === 'token') return givenToken(printable(signIn.token));
  const { path, body } = signIn;
  const facts: VaultCall = { call: `the sign-in at "${path}"`, host, needs: `an auth method at "${path}"` };
  const request = { method: 'PUT', path, body: jsonOf(body) } as const;
  const answer = await context.retry(async () => {
    const given = await send(request, { namespace: loginNamespace });
    if (isPassing(given)) throw vaultFault(given, facts);
    return given;
  });
  if (answer.status === 200) return obtainedToken(answer, facts, context);
  throw loginFault(answer, facts);
}

/** 400 is how Vault says that a role, secret id or password is wrong. */
function loginFault(answer: HttpAnswer, facts: VaultCall): Error {
  if (![400, 401, 403].includes(answer.status)) return vaultFault(answer, facts);
  const hint = 'the role, name, secret or token is wrong or expired, or the method is mounted elsewhere';
  return storeError('STORE_CREDENTIALS', { call: facts.call, status: String(answer.status), hint });
}

/** As Go's client, which refuses such a token before any request. */
function printable(token: Sensitive): Sensitive {
  if (token.length === 0) {
    const hint = 'the token that auth.tokenSecretRef refers to is empty';
    throw storeError('STORE_NO_CREDENTIALS', { of: 'the sign-in', hint });
  }
  if (/^[ -~]*$/.test(token.reveal().toString('latin1'))) return token;
  throw connectionError('CREDENTIAL_UNPRINTABLE', { what: 'the token' });
}

function jsonOf(body: Readonly<Record<string, string>>): Bytes {
  return bytesOf(JSON.stringify(body));
}
