import type { JsonObject } from '../../plugin/model/document.ts';

/** A Secret that the operator wrote. */
export interface ExpectedSecret {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly dataBase64?: Readonly<Record<string, string>>;
  /** For random values: key to expression; the other keys stand in `dataBase64`. */
  readonly dataPattern?: Readonly<Record<string, string>>;
  readonly immutable?: boolean;
  readonly labelOnly?: boolean;
}

/** In what our Secret differs from the operator's, compared as the READMEs of the corpora say. */
export function secretDifferences(want: ExpectedSecret, documents: readonly JsonObject[]): readonly string[] {
  if (want.labelOnly === true) return [];
  const got = findObject(documents, 'Secret', want.namespace, want.name);
  if (got === undefined) return [`Secret ${want.namespace}/${want.name} is missing`];
  const metadata = Object(got['metadata']) as JsonObject;
  const varies = want.annotations?.[hash] === '<varies>';
  return [
    ...unequal('type', got['type'] ?? 'Opaque', want.type),
    ...unequal('immutable', got['immutable'] ?? false, want.immutable ?? false),
    ...unequal('labels', metadata['labels'] ?? {}, want.labels ?? {}),
    ...unequal('annotations', kept(metadata['annotations'], varies), kept(want.annotations, varies)),
    ...(want.dataPattern === undefined
      ? unequal('data', storedData(got), want.dataBase64 ?? {})
      : patternDifferences(storedData(got), want.dataPattern, want.dataBase64)),
  ];
}

/** The object of a kind and name; one without a namespace is in `default`. */
export function findObject(
  documents: readonly JsonObject[],
  kind: string,
  namespace: string,
  name: string,
): JsonObject | undefined {
  return documents.find((document) => {
    const metadata = Object(document['metadata']) as JsonObject;
    return document['kind'] === kind && metadata['name'] === name && (metadata['namespace'] ?? 'default') === namespace;
  });
}

/** Nothing, or a sentence: the order of keys does not count. */
export function unequal(what: string, got: unknown, want: unknown): readonly string[] {
  const [is, should] = [sorted(got), sorted(want)];
  return is === should ? [] : [`${what} is ${is}, should be ${should}`];
}

const hash = 'reconcile.external-secrets.io/data-hash';
const dropped = ['kubectl.kubernetes.io/last-applied-configuration', 'argocd.argoproj.io/tracking-id'];

function kept(annotations: unknown, varies: boolean): Readonly<Record<string, unknown>> {
  const gone = varies ? [...dropped, hash] : dropped;
  return Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => !gone.includes(key)));
}

/** A Secret's data as the API server stores it. */
function storedData({ data, stringData }: JsonObject): Readonly<Record<string, string>> {
  const texts = Object.entries(Object(stringData) as Record<string, string>);
  return {
    ...Object(data),
    ...Object.fromEntries(texts.map(([key, text]) => [key, Buffer.from(text).toString('base64')])),
  };
}

/** Keys whose values vary have a pattern, the others their value. */
function patternDifferences(
  data: Readonly<Record<string, string>>,
  patterns: Readonly<Record<string, string>>,
  exact: Readonly<Record<string, string>> = {},
): readonly string[] {
  const wrong = Object.entries(patterns).filter(
    ([key, pattern]) => !new RegExp(pattern, 's').test(Buffer.from(data[key] ?? '', 'base64').toString('utf8')),
  );
  return [
    ...unequal('keys', Object.keys(data).sort(), Object.keys({ ...patterns, ...exact }).sort()),
    ...wrong.map(([key, pattern]) => `${key} does not match ${pattern}`),
    ...Object.entries(exact).flatMap(([key, value]) => unequal(key, data[key], value)),
  ];
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}
