import type { EsrError } from '../errors/esr-error.ts';
import { throwAll } from '../errors/map-all.ts';
import type { JsonObject, ParsedDocument } from '../model/document.ts';
import type { Origin } from '../model/origin.ts';
import type { ObjectName } from '../model/place.ts';
import { type Metadata, objectName, type Resource } from '../model/resource.ts';
import type { Warning } from '../model/run.ts';
import { applySchema } from './apply-schema.ts';
import type { Kind } from './kind.ts';
import type { Report } from './problem.ts';
import { readMetadata } from './read-metadata.ts';
import { schemaOf } from './schema-of.ts';

/** What reading a document needs besides the document. */
export interface ReadContext {
  readonly origin: Origin;
  /** The namespace of documents that name none. */
  readonly namespace: string;
  warn(warning: Warning): void;
}

/**
 * Reads a document of one of our kinds as the API server and the operator's webhook would take it: pruned, defaulted
 * and checked.
 *
 * @remarks A v1beta1 document is read by its own schema first and then by v1's, whose defaults it gets when the operator
 * reads it.
 *
 * @throws EsrErrors with everything that is wrong with it.
 */
export function readResource(document: ParsedDocument, kind: Kind, version: string, context: ReadContext): Resource {
  const { value } = document;
  const errors: EsrError[] = [];
  let metadata: Metadata | undefined;
  const object = () => objectName({ kind: kind.kind, metadata: metadata ?? looseMetadata(value, kind, context) });
  let placesLeft = mostPlaces;
  const report: Report = {
    place: (field, part) => {
      placesLeft -= 1;
      const at = placesLeft < 0 ? { file: document.range.source.name } : document.place(field, part);
      return { ...at, object: object(), ...(field === '' ? {} : { field }) };
    },
    problem: (error) => errors.push(error),
    warn: context.warn,
  };
  warnDuplicates(document, object(), report);
  warnTopLevel(value, report);
  metadata = readMetadata(value, kind, context.namespace, report);
  const resource: Resource = {
    apiVersion: `${kind.group === '' ? '' : `${kind.group}/`}${version}`,
    kind: kind.kind,
    metadata,
    spec: readSpec(value, kind, version, report),
    raw: value,
    origin: context.origin,
    document,
    place: (field = '') => ({
      ...document.place(field),
      object: objectName(resource),
      ...(field === '' ? {} : { field }),
    }),
  };
  // The webhook sees only what the schema let through.
  if (errors.length === 0) kind.admit?.(resource, report);
  throwAll(errors);
  return resource;
}

// Finding a line takes time that grows with the document; one with thousands of faults needs no more of them.
const mostPlaces = 200;

/** Enough of the metadata for a message while it is being read. */
function looseMetadata(value: JsonObject, kind: Kind, context: ReadContext): Metadata {
  const { metadata } = value;
  const { name, generateName, namespace } = Object(metadata) as JsonObject;
  return {
    name: ([name, generateName].find((one) => typeof one === 'string' && one !== '') as string | undefined) ?? '',
    ...(kind.scope === 'cluster' ? {} : { namespace: typeof namespace === 'string' ? namespace : context.namespace }),
    labels: {},
    annotations: {},
  };
}

function warnDuplicates({ duplicates = [] }: ParsedDocument, object: ObjectName, report: Report): void {
  for (const { key, place } of duplicates) {
    report.warn({
      code: 'DUPLICATE_KEY',
      says: `key "${key}" is there twice; the last one counts`,
      hint: 'remove one: strict clients, kubectl among them, refuse such a document',
      place: { ...place, object },
    });
  }
}

function warnTopLevel(value: JsonObject, report: Report): void {
  for (const name of Object.keys(value)) {
    if (['apiVersion', 'kind', 'metadata', 'spec', 'status'].includes(name)) continue;
    report.warn({
      code: 'UNKNOWN_FIELD',
      says: `unknown field ${name} is ignored, as the API server ignores it`,
      hint: 'is it indented too little? fields belong under spec',
      place: report.place(name, 'key'),
    });
  }
}

function readSpec(value: JsonObject, kind: Kind, version: string, report: Report): JsonObject {
  const fields = kind.versions.get(version);
  if (fields === undefined) return {};
  const { spec } = value; // `spec` is no name that an object inherits
  const read = applySchema(spec ?? {}, schemaOf(fields), 'spec', report);
  const [newest] = kind.versions.values();
  if (newest === undefined || newest === fields) return read as JsonObject;
  const silent: Report = { ...report, problem: () => {}, warn: () => {} };
  return applySchema(read, schemaOf(newest), 'spec', silent) as JsonObject;
}
