import type { ResolveReferenceError } from '@1password/sdk';
import { connectionError } from '../../errors/connection.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { onepasswordError } from '../../errors/onepassword.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Answer } from '../provider.ts';
import type { AskSdk } from './open-sdk.ts';

/** Why a reference cannot be resolved, by the SDK's word for it. */
const reasons: ReadonlyMap<ResolveReferenceError['type'], string> = new Map([
  ['parsing', 'it is no reference'],
  ['tooManyVaults', 'several vaults are called so'],
  ['tooManyItems', 'several items are titled so'],
  ['tooManyMatchingFields', 'several fields are called so'],
  ['unsupportedFileFormat', 'the file is no text'],
  ['unableToGenerateTotpCode', 'the one-time password cannot be computed'],
]);

const absent: readonly ResolveReferenceError['type'][] = [
  'fieldNotFound',
  'vaultNotFound',
  'itemNotFound',
  'noMatchingSections',
  'sSHKeyMetadataNotFound',
];

/** Resolves references of one vault, all at once. */
export async function resolveReferences(
  keys: readonly string[],
  vault: string,
  ask: AskSdk,
): Promise<readonly Answer[]> {
  const references = keys.map((key) => `op://${vault}/${key.replace(/^\//, '')}`);
  const distinct = [...new Set(references)];
  const { individualResponses } = await ask('the values of references', (client) =>
    client.secrets.resolveAll(distinct),
  );
  const responses = new Map(Object.entries(individualResponses));
  return references.map((reference, index): Answer => {
    const { content, error } = responses.get(reference) ?? {};
    if (content !== undefined) return { kind: 'value', value: new Sensitive(content.secret) };
    return { kind: 'failed', error: errorOf(error?.type ?? 'other', keys[index] ?? '', reference) };
  });
}

function errorOf(type: ResolveReferenceError['type'], key: string, reference: string): EsrError {
  if (absent.includes(type)) return connectionError('REMOTE_ABSENT', { what: 'field', key });
  const why = reasons.get(type) ?? `1Password says ${/^\w{1,40}$/.test(type) ? type : 'no more'}`;
  return onepasswordError('ONEPASSWORD_REFERENCE', { reference, why });
}
