import { policyError } from '../../errors/policy.ts';
import { storeError } from '../../errors/store.ts';
import { vaultError } from '../../errors/vault.ts';
import type { JsonObject } from '../../model/document.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { mayStandIn } from '../may-stand-in.ts';
import type { ProviderContext } from '../provider.ts';
import type { SignIn } from './auth/auth-method.ts';
import { authMethods } from './auth/registry.ts';
import type { VaultIdentity } from './vault-identity.ts';

/** A way in, and whether it is the process's own. */
export type ChosenSignIn = SignIn & { readonly isOwn: boolean };

/**
 * Finds out how a store signs in: as its `auth` says, or with the token of the process where that is allowed.
 *
 * @remarks
 * The operator would rather use a `VAULT_TOKEN` of its own than the method that the store names; that is an accident of its
 * cache and not copied. Of several methods the first in the registry's order counts, as there.
 * @throws EsrError for what is declared and cannot be had.
 */
export async function chooseSignIn(identity: VaultIdentity, context: ProviderContext): Promise<ChosenSignIn> {
  if (identity.auth === undefined || context.preferAmbient) return await ownSignIn(identity, context);
  try {
    return { ...(await declaredSignIn(identity, identity.auth, context)), isOwn: false };
  } catch (thrown) {
    if (!mayStandIn(thrown, context)) throw thrown;
    const token = await context.vaultToken?.(variables[identity.product]);
    if (token === undefined) throw thrown;
    context.warn({
      code: 'AMBIENT_CREDENTIALS',
      says: `what auth names cannot be had here: ${identity.product} is read with the token of the process instead`,
      hint: 'credentials.mode: declared makes this an error, ambient asks for it',
      place: identity.owner.place('auth'),
    });
    return { kind: 'token', token, isOwn: true };
  }
}

/** Where the command lines of the two products look for a token. */
const variables = {
  Vault: ['VAULT_TOKEN'],
  OpenBao: ['BAO_TOKEN', 'VAULT_TOKEN'],
} as const satisfies Readonly<Record<VaultIdentity['product'], readonly string[]>>;

async function ownSignIn({ product, owner }: VaultIdentity, context: ProviderContext): Promise<ChosenSignIn> {
  if (!context.ambient) throw policyError('AMBIENT_REFUSED', { of: product }, owner.place(''));
  const token: Sensitive | undefined = await context.vaultToken?.(variables[product]);
  if (token !== undefined) return { kind: 'token', token, isOwn: true };
  const hint = `looked for ${variables[product].join(', ')} and ~/.vault-token; give the process one of them, or the store an auth block`;
  throw storeError('STORE_NO_CREDENTIALS', { of: product, hint }, owner.place(''));
}

async function declaredSignIn(
  { product, server, owner }: VaultIdentity,
  auth: JsonObject,
  context: ProviderContext,
): Promise<SignIn> {
  const chosen = authMethods.find(([field]) => isObject(auth[field]));
  if (chosen === undefined) {
    const methods =
      product === 'Vault' ? authMethods.map(([field]) => field) : ['tokenSecretRef', 'appRole', 'userPass'];
    throw vaultError('VAULT_AUTH_NONE', { methods }, owner.place('auth'));
  }
  const [field, load] = chosen;
  const { method } = await load();
  return await method(auth[field] as JsonObject, { field: `auth.${field}`, server, owner, context });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
