import { documentError } from '../../errors/document.ts';
import { nearest } from '../../errors/nearest.ts';
import type { ParsedDocument } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import type { Run } from '../../model/run.ts';
import type { Kind } from '../../resources/kind.ts';
import { kinds } from '../../resources/kinds.ts';

/** A document of a kind that we know. */
export interface Known {
  readonly document: ParsedDocument;
  readonly kind: Kind;
  readonly version: string;
}

const groups = new Set(['external-secrets.io', 'generators.external-secrets.io']);
const names = [...kinds.values()].filter(({ group }) => groups.has(group)).map(({ kind }) => kind);

/**
 * Finds out what a document is.
 *
 * @returns `undefined` for what is not ours: it leaves as it came, with a warning where it looks like ours.
 * @throws ManifestError `KIND_VERSION`, `KIND_MISSPELT`, `LIST_STYLE`
 */
export function classify(document: ParsedDocument, run: Pick<Run, 'warn'>): Known | undefined {
  const { apiVersion, kind: name } = document.value;
  if (typeof apiVersion !== 'string' || typeof name !== 'string') return undefined;
  const slash = apiVersion.lastIndexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const version = apiVersion.slice(slash + 1);
  if (name.endsWith('List') && holdsOurs(document)) throw documentError('LIST_STYLE', {}, document.place('items'));
  if (group === 'kubernetes-client.io') return foreign(document, apiVersion, run);
  const kind = kinds.get(`${group}/${name}`);
  if (kind?.versions.has(version)) return { document, kind, version };
  if (!groups.has(group)) return undefined;
  if (kind !== undefined) {
    const facts = { kind: name, version, known: [...kind.versions.keys()].map((known) => `${group}/${known}`) };
    throw documentError('KIND_VERSION', facts, placeOf(document, 'apiVersion'));
  }
  return unknown(document, apiVersion, name, run);
}

/** Items of a list that could not be told apart by their bytes: the list is written in flow style. */
function holdsOurs({ value }: ParsedDocument): boolean {
  const { items } = value;
  if (!Array.isArray(items)) return false;
  return items.some((item: unknown) => {
    const { apiVersion } = Object(item) as { readonly apiVersion?: unknown };
    return typeof apiVersion === 'string' && groups.has(apiVersion.split('/')[0] ?? '');
  });
}

function foreign(document: ParsedDocument, apiVersion: string, run: Pick<Run, 'warn'>): undefined {
  run.warn({
    code: 'FOREIGN_KIND',
    says: `${apiVersion} is a kind of another product, Kubernetes External Secrets; the document is left as it is`,
    hint: 'write it as external-secrets.io/v1 to have it rendered',
    place: document.place(),
  });
  return undefined;
}

function unknown(document: ParsedDocument, apiVersion: string, kind: string, run: Pick<Run, 'warn'>): undefined {
  const meant = nearest(kind, names);
  if (meant !== undefined) throw documentError('KIND_MISSPELT', { kind, nearest: meant }, placeOf(document, 'kind'));
  run.warn({
    code: 'UNKNOWN_KIND',
    says: `${apiVersion} ${kind} is not known here; the document is left as it is`,
    place: document.place(),
  });
  return undefined;
}

/** Names the object as far as it can be told. */
function placeOf(document: ParsedDocument, field: 'apiVersion' | 'kind'): Place {
  const { kind, metadata } = document.value;
  const { name, namespace } = Object(metadata) as { readonly name?: unknown; readonly namespace?: unknown };
  const object = {
    kind: String(kind),
    ...(typeof namespace === 'string' ? { namespace } : {}),
    name: typeof name === 'string' ? name : '',
  };
  return { ...document.place(field), object };
}
