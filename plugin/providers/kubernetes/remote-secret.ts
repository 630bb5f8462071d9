import { type Bytes, bytesFromBuffer, bytesOf } from '../../go/byte-string.ts';
import { marshalJson } from '../../go/json.ts';
import type { JsonObject } from '../../model/document.ts';
import { Sensitive } from '../../model/sensitive.ts';

/** The parts of a Secret that are read. */
export interface RemoteSecret {
  readonly name: string;
  /** By key. */
  readonly data: ReadonlyMap<string, Buffer>;
  /** Absent where the Secret has none: as JSON that is `null`. */
  readonly labels: ReadonlyMap<string, string> | undefined;
  readonly annotations: ReadonlyMap<string, string> | undefined;
}

/** Reads a Secret as the API server writes it. */
export function remoteSecret(object: JsonObject): RemoteSecret {
  const { metadata, data } = object as { readonly metadata?: JsonObject; readonly data?: unknown };
  const name = metadata?.['name'];
  return {
    name: typeof name === 'string' ? name : '',
    data: new Map([...(textsOf(data) ?? [])].map(([key, text]) => [key, Buffer.from(text, 'base64')])),
    labels: textsOf(metadata?.['labels']),
    annotations: textsOf(metadata?.['annotations']),
  };
}

/** What is kept of a Secret between the read and the choice of its parts. */
export function keptSecret({ metadata, data }: JsonObject): Sensitive {
  const { labels, annotations } = Object(metadata) as JsonObject;
  return new Sensitive(JSON.stringify({ metadata: { labels, annotations }, data }));
}

/**
 * The data as one JSON object of texts.
 *
 * @remarks Bytes that are no UTF-8 become U+FFFD. ESO: `JSONMarshal`, which leaves `<`, `>` and `&` alone.
 */
export function dataJson(data: ReadonlyMap<string, Buffer>): Bytes {
  return marshalJson(new Map([...data].map(([key, value]) => [bytesOf(key), bytesFromBuffer(value)])), {
    escapeHtml: false,
  });
}

function textsOf(object: unknown): ReadonlyMap<string, string> | undefined {
  if (typeof object !== 'object' || object === null) return undefined;
  const entries = Object.entries(object as Readonly<Record<string, unknown>>);
  return new Map(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])));
}
