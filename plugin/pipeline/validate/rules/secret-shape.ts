import { manifestError } from '../../../errors/manifest.ts';
import { fieldPath } from '../../../resources/field-path.ts';
import { isAnnotationKey, isLabelKey, isLabelValue } from '../../../resources/metadata-syntax.ts';
import { keyFault } from '../../template/key-fault.ts';
import type { CheckedSecret, Finding, Rule } from '../rule.ts';

/** What a Secret of a type must have, as far as keys go: one of each group. */
const needed: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['kubernetes.io/dockerconfigjson', [['.dockerconfigjson']]],
  ['kubernetes.io/dockercfg', [['.dockercfg']]],
  ['kubernetes.io/basic-auth', [['username', 'password']]],
  ['kubernetes.io/ssh-auth', [['ssh-privatekey']]],
  ['kubernetes.io/tls', [['tls.crt'], ['tls.key']]],
]);

/** Secrets that the API server would refuse. */
export const secretShape: Rule = {
  codes: ['SECRET_KEY', 'SECRET_TYPE', 'METADATA_KEY', 'LABEL_VALUE'],
  about:
    'The API server refuses a Secret whose keys, labels or annotations are not valid, or that lacks what its type needs. The operator finds out when it writes; here it is found before.',
  *check({ secrets }) {
    for (const secret of secrets) {
      if (secret.isRendered || secret.externalSecret.spec.target.manifest !== undefined) continue;
      yield* keys(secret);
      yield* metadata(secret);
      yield* type(secret);
    }
  },
};

function* keys({ externalSecret }: CheckedSecret): Iterable<Finding> {
  for (const key of Object.keys(externalSecret.spec.target.template?.data ?? {})) {
    const why = keyFault(key);
    if (why === undefined) continue;
    const at = externalSecret.place(fieldPath('spec.target.template.data', key));
    yield manifestError('SECRET_KEY', { key, why }, at);
  }
}

function* metadata({ externalSecret }: CheckedSecret): Iterable<Finding> {
  const { labels = {}, annotations = {} } = externalSecret.spec.target.template?.metadata ?? {};
  for (const [what, texts, isGood] of [
    ['label', labels, isLabelKey],
    ['annotation', annotations, isAnnotationKey],
  ] as const) {
    for (const [key, value] of Object.entries(texts)) {
      const at = externalSecret.place(fieldPath(`spec.target.template.metadata.${what}s`, key));
      if (!isGood(key)) yield manifestError('METADATA_KEY', { what, key }, at);
      if (what === 'label' && !value.includes('{{') && !isLabelValue(value)) {
        yield manifestError('LABEL_VALUE', { key }, at);
      }
    }
  }
}

function* type({ externalSecret, keys: fetched }: CheckedSecret): Iterable<Finding> {
  const { template } = externalSecret.spec.target;
  if (template?.type === undefined || (template.templateFrom ?? []).length > 0) return;
  const made = Object.keys(template.data ?? {});
  const keepsFetched = made.length === 0 || template.mergePolicy === 'Merge';
  // What registry generators give is put together, and what only the store knows may be all that is needed.
  if (keepsFetched && (fetched === undefined || (externalSecret.spec.dataFrom ?? []).length > 0)) return;
  const there = new Set([...made, ...(keepsFetched ? (fetched ?? []) : [])]);
  const lacking = (needed.get(template.type) ?? []).filter((group) => !group.some((key) => there.has(key)));
  if (lacking.length === 0) return;
  const needs = lacking.map((group) => `key ${group.map((key) => `"${key}"`).join(' or ')}`).join(' and ');
  const at = externalSecret.place('spec.target.template.type');
  yield manifestError('SECRET_TYPE', { type: template.type, needs }, at);
}
