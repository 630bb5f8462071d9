import { lintWords } from '../../../errors/lint.ts';
import { nearest } from '../../../errors/nearest.ts';
import type { Json, JsonObject, ParsedDocument } from '../../../model/document.ts';
import { fieldPath } from '../../../resources/field-path.ts';
import { parseDocument } from '../../split/parse-document.ts';
import { remark } from '../remark.ts';
import type { Finding, Rule, Subject } from '../rule.ts';

/** Workloads that read a key which the Secret does not get. */
export const workloadKeys: Rule = {
  codes: ['WORKLOAD_KEY'],
  about:
    'A pod that asks for a key which its Secret does not have does not start. Looked at are the Secrets whose keys the manifests tell, and the workloads beside them.',
  *check(subject) {
    const secrets = secretsIn(subject);
    if (secrets.size === 0) return;
    for (const document of workloads(subject, secrets)) yield* inDocument(document, secrets);
  },
};

/** Keys by namespace and name. */
type Secrets = ReadonlyMap<string, ReadonlySet<string>>;

function secretsIn({ secrets }: Subject): Secrets {
  const known = new Map<string, ReadonlySet<string>>();
  for (const secret of secrets) {
    const { metadata, spec } = secret.externalSecret;
    const { creationPolicy, manifest, name = metadata.name } = spec.target;
    const { madeKeys: keys } = secret;
    // What merges, or is merged into, has keys of others.
    if (keys === undefined || manifest !== undefined || !['Owner', 'Orphan'].includes(creationPolicy)) continue;
    known.set(nameOf(metadata.namespace, name), keys);
  }
  return known;
}

/** Documents that are none of ours, name one of the Secrets, and ask for keys. */
function* workloads({ inventory }: Subject, secrets: Secrets): Iterable<ParsedDocument> {
  const ours = new Set(inventory.documents.map(({ range }) => range));
  const names = [...secrets.keys()].map((each) => each.split('/')[1] ?? '');
  for (const range of inventory.ranges) {
    if (ours.has(range)) continue;
    const text = range.source.bytes.toString('latin1', range.start, range.end);
    if (!/secretKeyRef|\bsecret"?:/.test(text) || !names.some((name) => text.includes(name))) continue;
    const document = tryParse(range);
    if (document !== undefined) yield document;
  }
}

/** What is no YAML there is somebody else's to tell. */
function tryParse(range: ParsedDocument['range']): ParsedDocument | undefined {
  try {
    return parseDocument(range);
  } catch {
    return undefined;
  }
}

function* inDocument(document: ParsedDocument, secrets: Secrets): Iterable<Finding> {
  const { kind, metadata } = document.value;
  const { name, namespace } = Object(metadata) as JsonObject;
  for (const { secret, key, field } of readsIn(document.value, '')) {
    const keys = secrets.get(nameOf(namespace, secret));
    if (keys === undefined || keys.has(key)) continue;
    const words = lintWords('WORKLOAD_KEY', { secret, key, nearest: nearest(key, keys) });
    const object = {
      kind: String(kind),
      ...(typeof namespace === 'string' ? { namespace } : {}),
      name: String(name),
    };
    yield remark('WORKLOAD_KEY', words, { ...document.place(field), object });
  }
}

interface KeyRead {
  readonly secret: string;
  readonly key: string;
  readonly field: string;
}

function* readsIn(value: Json | undefined, path: string): Iterable<KeyRead> {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) yield* readsIn(item, fieldPath(path, index));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value) as [string, Json][]) {
      const at = fieldPath(path, name);
      if (name === 'secretKeyRef') yield* keysOf(Object(member) as JsonObject, at);
      else if (name === 'secret') yield* itemsOf(Object(member) as JsonObject, at);
      yield* readsIn(member, at);
    }
  }
}

function* keysOf({ name, key, optional }: JsonObject, at: string): Iterable<KeyRead> {
  if (typeof name === 'string' && typeof key === 'string' && optional !== true) {
    yield { secret: name, key, field: `${at}.key` };
  }
}

/** A volume says `secretName`, a source of a projected volume `name`. */
function* itemsOf({ name, secretName, items, optional }: JsonObject, at: string): Iterable<KeyRead> {
  const secret = typeof secretName === 'string' ? secretName : name;
  if (typeof secret !== 'string' || !Array.isArray(items) || optional === true) return;
  for (const [index, item] of (items as readonly Json[]).entries()) {
    const { key } = Object(item) as JsonObject;
    if (typeof key === 'string') yield { secret, key, field: `${at}.items[${index}].key` };
  }
}

function nameOf(namespace: unknown, name: string): string {
  return `${typeof namespace === 'string' ? namespace : ''}/${name}`;
}
