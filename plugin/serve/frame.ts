/** One JSON value, and bytes beside it. */
export interface Frame {
  readonly head: unknown;
  readonly parts: readonly Buffer[];
}

/**
 * What is sent for a value and bytes: one line of JSON, then the bytes as they are. In JSON they would have to be base64, and
 * be copied three times.
 */
export function frameOf(head: object, parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const lengths = parts.map(({ length }) => length);
  return [Buffer.from(`${JSON.stringify({ lengths, head })}\n`), ...parts];
}

/** The value and the bytes that were sent; `undefined` for anything else. The bytes are not copied. */
export function readFrame(bytes: Buffer): Frame | undefined {
  const end = bytes.indexOf('\n');
  const line = end < 0 ? undefined : parsed(bytes.subarray(0, end));
  const { lengths, head } = Object(line) as { readonly lengths?: unknown; readonly head?: unknown };
  if (!Array.isArray(lengths)) return undefined;
  const parts: Buffer[] = [];
  let at = end + 1;
  for (const length of lengths as unknown[]) {
    if (!Number.isSafeInteger(length) || (length as number) < 0) return undefined;
    parts.push(bytes.subarray(at, at + (length as number)));
    at += length as number;
  }
  return at === bytes.length ? { head, parts } : undefined;
}

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}
