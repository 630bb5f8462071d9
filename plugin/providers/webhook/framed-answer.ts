import { type Bytes, bufferOf, bytesFromBuffer } from '../../go/byte-string.ts';
import { Sensitive } from '../../model/sensitive.ts';

/** An answer with the path that chooses from it, which is known only once its template ran. */
export interface FramedAnswer {
  /** Empty: no choice. */
  readonly path: Bytes;
  readonly body: Bytes;
}

/** Puts a path before the answer that it chooses from. */
export function frameAnswer({ path, body }: { readonly path: Bytes; readonly body: Buffer }): Sensitive {
  return new Sensitive(Buffer.concat([bufferOf(`${path.length}:${path}` as Bytes), body]));
}

/** Takes the two apart. @param isFramed - False for an answer of a store without a path. */
export function unframeAnswer(value: Sensitive, isFramed: boolean): FramedAnswer {
  const text = bytesFromBuffer(value.reveal());
  if (!isFramed) return { path: '' as Bytes, body: text };
  const start = text.indexOf(':') + 1;
  const end = start + Number(text.slice(0, start - 1));
  return { path: text.slice(start, end) as Bytes, body: text.slice(end) as Bytes };
}
