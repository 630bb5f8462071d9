import { attempt } from '../../errors/attempt.ts';
import { convertError } from '../../errors/convert.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import type { ManifestError } from '../../errors/manifest.ts';
import { mapAll, throwAll } from '../../errors/map-all.ts';
import type { Json, JsonObject, ParsedDocument } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import type { Dialect } from '../dialect.ts';
import type { Draft, DraftTemplate, Entry, WholeSource } from '../draft.ts';
import type { Settings } from '../settings.ts';
import type { StoreNeed } from '../store-need.ts';
import { kesStore } from './kes-backends.ts';
import { kesReference } from './kes-reference.ts';
import { kesTemplate } from './kes-template.ts';

/** Documents of kubernetes-external-secrets: `kubernetes-client.io/v1` ExternalSecret. */
export function kes(settings: Settings): Dialect {
  return {
    mentions: (text) => text.includes('kubernetes-client.io/'),
    convert(document, check) {
      const { apiVersion, kind } = document.value;
      if (kind !== 'ExternalSecret' || !/^kubernetes-client\.io\//.test(String(apiVersion))) return undefined;
      return convertDocument(document, settings, check);
    },
  };
}

function convertDocument(document: ParsedDocument, settings: Settings, check: (remark: ManifestError) => void): Draft {
  const metadata = objectOf(document.value['metadata']);
  // The oldest documents have no `spec`.
  const parent = document.value['spec'] === undefined ? 'secretDescriptor' : 'spec';
  const spec = objectOf(document.value[parent]);
  const name = textOf(metadata['name']) ?? '';
  const namespace = textOf(metadata['namespace']);
  const object = { kind: 'ExternalSecret', name, ...(namespace === undefined ? {} : { namespace }) };
  const place = (field: string): Place => ({ ...document.place(field), object });
  const faults: EsrError[] = [];
  const store = attempt(() => storeOf(spec, parent, settings, place), faults);
  const parts = store === undefined ? undefined : attempt(() => partsOf(spec, parent, store, place), faults);
  const template = templateOf(spec, parent, { place, check, fault: (fault) => faults.push(fault) });
  throwAll(faults);
  const labels = textsOf(metadata['labels']);
  const annotations = textsOf(metadata['annotations']);
  // Without a template the operator copies labels and annotations to the Secret, which the old controller did not.
  const needsTemplate = template !== undefined || labels.size + annotations.size > 0;
  return {
    name,
    namespace,
    labels,
    annotations,
    immutable: objectOf(spec['template'])['immutable'] === true,
    ...(needsTemplate ? { template: template ?? { ...emptyTemplate, type: 'Opaque' } } : {}),
    entries: parts?.entries ?? [],
    sources: parts?.sources ?? [],
  };
}

const emptyTemplate: DraftTemplate = { labels: new Map(), annotations: new Map(), data: new Map(), literals: [] };

function storeOf(spec: JsonObject, parent: string, settings: Settings, place: (field: string) => Place): StoreNeed {
  const field = `${parent}.backendType`;
  const store = kesStore((name) => textOf(spec[name]), settings);
  if (store !== undefined) return store;
  throw convertError(
    'CONVERT_FIELD',
    { field, why: `there is no backend "${textOf(spec['backendType']) ?? ''}"` },
    place(field),
  );
}

function templateOf(spec: JsonObject, parent: string, context: Parameters<typeof kesTemplate>[2]) {
  const { template, type } = spec;
  if (template !== undefined) return kesTemplate(objectOf(template), `${parent}.template`, context);
  return typeof type === 'string' ? { ...emptyTemplate, type } : undefined;
}

interface Parts {
  readonly entries: readonly Entry[];
  readonly sources: readonly WholeSource[];
}

/** `dataFrom` comes first and `data` wins, as with the operator; the paths among `data` become finds. */
function partsOf(spec: JsonObject, parent: string, store: StoreNeed, place: (field: string) => Place): Parts {
  const named = spec['data'] === undefined ? 'properties' : 'data';
  const items = listOf(spec[named]).map((item, index) => ({
    item: objectOf(item),
    field: `${parent}.${named}[${index}]`,
  }));
  const wholes = [...listOf(spec['dataFrom']).map((key) => ({ key })), ...listOf(spec['dataFromWithOptions'])];
  const entries: Entry[] = [];
  const sources: WholeSource[] = wholes.map((item) => ({
    kind: 'extract',
    from: kesReference(objectOf(item), store, () => place(`${parent}.dataFrom`)),
  }));
  mapAll(items, ({ item, field }) => {
    if (typeof item['path'] === 'string') sources.push(findOf(item['path'], item['recursive'] === true, store));
    else if (item['name'] === undefined)
      sources.push({ kind: 'extract', from: kesReference(item, store, () => place(field)) });
    else entries.push({ ...kesReference(item, store, () => place(field)), secretKey: String(item['name']) });
  });
  return { entries, sources };
}

/** Parameters below a path, each under the last part of its name. */
function findOf(path: string, isRecursive: boolean, store: StoreNeed): WholeSource {
  const folder = `${path.replace(/\/+$/, '')}/`;
  const prefix = folder.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return {
    kind: 'find',
    store,
    path: folder === '/' ? '/' : folder.slice(0, -1),
    regexp: `^${prefix}${isRecursive ? '.+' : '[^/]+'}$`,
    source: '^.*/([^/]+)$',
  };
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function textsOf(value: Json | undefined): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(objectOf(value)).flatMap(([key, part]) => (typeof part === 'string' ? [[key, part]] : [])),
  );
}
