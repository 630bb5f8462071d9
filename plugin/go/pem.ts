import { decodeBase64 } from './base64.ts';
import { type Bytes, bufferOf } from './byte-string.ts';

/** A PEM block. */
export interface PemBlock {
  readonly type: Bytes;
  readonly headers: ReadonlyMap<Bytes, Bytes>;
  readonly bytes: Buffer;
}

const begin = '-----BEGIN ';
const end = '\n-----END ';
const dashes = '-----';

/**
 * Finds the next block (`pem.Decode`).
 *
 * @remarks
 * Follows Go's rules for what is no block: the text before an END line counts from the last BEGIN in front of it, which
 * must start a line; both must name the same type, and nothing but white space may follow on their lines.
 *
 * @returns The block and what follows it; the whole text when there is none.
 */
export function decodePem(text: Bytes): { readonly block: PemBlock | undefined; readonly rest: Bytes } {
  let from = 0;
  for (;;) {
    const endAt = text.indexOf(end, from);
    if (endAt < 0) return { block: undefined, rest: text };
    const found = blockBefore(text, from, endAt);
    if (found === 'unfinished') return { block: undefined, rest: text };
    if (found !== undefined) return found;
    from = endAt + end.length;
  }
}

type Found = { readonly block: PemBlock; readonly rest: Bytes };

/** @param from - Where the search began: a BEGIN there starts a line. */
function blockBefore(text: Bytes, from: number, endAt: number): Found | 'unfinished' | undefined {
  const beginAt = text.lastIndexOf(begin, endAt - begin.length);
  if (beginAt < from || (beginAt > from && text[beginAt - 1] !== '\n')) return undefined;
  const first = lineAt(text, beginAt + begin.length);
  if (!first.line.endsWith(dashes)) return undefined;
  const type = first.line.slice(0, -dashes.length);
  const head = readHeaders(text, first.next);
  if (head === undefined || head.bodyAt > endAt + end.length) return 'unfinished';
  if (head.headers.size > 0 && endAt < head.bodyAt) return undefined;
  const trailer = text.slice(endAt + end.length);
  const last = trailer.slice(0, type.length + dashes.length);
  if (!(last.startsWith(type) && last.endsWith(dashes) && last.length === type.length + dashes.length))
    return undefined;
  if (lineAt(trailer as Bytes, last.length).line !== '') return undefined;
  const bytes = decodeBody(text.slice(head.bodyAt, Math.max(endAt, head.bodyAt)));
  if (bytes === undefined) return undefined;
  const rest = text.slice(lineAt(text, endAt + end.length).next) as Bytes;
  return { block: { type: type as Bytes, headers: head.headers, bytes }, rest };
}

function readHeaders(text: Bytes, start: number): { headers: Map<Bytes, Bytes>; bodyAt: number } | undefined {
  const headers = new Map<Bytes, Bytes>();
  for (let at = start; ; ) {
    if (at >= text.length) return undefined;
    const { line, next } = lineAt(text, at);
    const colon = line.indexOf(':');
    if (colon < 0) return { headers, bodyAt: at };
    headers.set(trim(line.slice(0, colon)), trim(line.slice(colon + 1)));
    at = next;
  }
}

function trim(text: string): Bytes {
  return text.replace(/^[\t\n\v\f\r ]+/, '').replace(/[\t\n\v\f\r ]+$/, '') as Bytes;
}

/** A line without the blanks at its end. */
function lineAt(text: string, at: number): { readonly line: string; readonly next: number } {
  const found = text.indexOf('\n', at);
  if (found < 0) return { line: text.slice(at).replace(/[ \t]+$/, ''), next: text.length };
  const stop = text[found - 1] === '\r' ? found - 1 : found;
  return { line: text.slice(at, Math.max(at, stop)).replace(/[ \t]+$/, ''), next: found + 1 };
}

function decodeBody(body: string): Buffer | undefined {
  const bytes = decodeBase64(body.replaceAll(/[ \t]/g, '') as Bytes);
  return bytes === undefined ? undefined : bufferOf(bytes);
}

/** Writes a block (`pem.Encode`): `Proc-Type` first, the other headers sorted, 64 characters a line. */
export function encodePem(type: Bytes | string, bytes: Buffer, headers: ReadonlyMap<Bytes, Bytes> = new Map()): Bytes {
  const names = [...headers.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const head = names.map((name) => `${name}: ${headers.get(name)}\n`).join('');
  const body = bytes.toString('base64').replaceAll(/.{1,64}/g, '$&\n');
  return `${begin}${type}-----\n${head}${head === '' ? '' : '\n'}${body}-----END ${type}-----\n` as Bytes;
}

function rank(name: string): number {
  return name === 'Proc-Type' ? 0 : 1;
}

/** Finds every block of a text; `rest` is what follows the last. */
export function decodePemAll(text: Bytes): { readonly blocks: readonly PemBlock[]; readonly rest: Bytes } {
  const blocks: PemBlock[] = [];
  let rest = text;
  for (;;) {
    const found = decodePem(rest);
    if (found.block === undefined) return { blocks, rest };
    blocks.push(found.block);
    rest = found.rest;
  }
}
