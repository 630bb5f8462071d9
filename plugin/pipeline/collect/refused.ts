import type { EsrError } from '../../errors/esr-error.ts';
import type { DocumentRange, JsonObject } from '../../model/document.ts';
import type { Refused } from '../../model/inventory.ts';

/** What a document that was refused would have been, so that whoever refers to it meets its fault and no other. */
export function refusedDocument(value: JsonObject, unnamed: string, fault: EsrError): Refused {
  const { kind, metadata } = value;
  const { name, namespace } = Object(metadata) as JsonObject;
  return { kind: textOf(kind), name: textOf(name), namespace: textOf(namespace) || unnamed, fault };
}

/** The same for a text that is no YAML: kind and name are taken from where they usually stand. */
export function refusedText({ source, start, end }: DocumentRange, unnamed: string, fault: EsrError): Refused {
  const text = source.bytes.toString('utf8', start, end);
  const first = (pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
  return {
    kind: first(/^\s*kind:\s*["']?(\w+)/m),
    name: first(/\bname:\s*["']?([-.\w]+)/),
    namespace: first(/\bnamespace:\s*["']?([-.\w]+)/) || unnamed,
    fault,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
