/**
 * Puts the outputs of several sources in a row, as one stream.
 *
 * @remarks A single source stays as it is. Between two there is a separator; a byte order mark may stand only first.
 */
export function join(outputs: readonly (readonly Buffer[])[]): readonly Buffer[] {
  const filled = outputs.filter((chunks) => chunks.some((chunk) => chunk.length > 0));
  return filled.flatMap((chunks, index) =>
    index === 0 ? chunks : [...seam(filled[index - 1], chunks), ...unmarked(chunks)],
  );
}

function seam(before: readonly Buffer[] | undefined, after: readonly Buffer[]): readonly Buffer[] {
  const endsLine = before?.at(-1)?.at(-1) === 0x0a;
  const begins = unmarked(after)[0]?.subarray(0, 4).toString('latin1') ?? '';
  const separator = /^---\s/.test(begins) ? '' : '---\n';
  return [Buffer.from(`${endsLine ? '' : '\n'}${separator}`)];
}

function unmarked(chunks: readonly Buffer[]): readonly Buffer[] {
  const [first, ...rest] = chunks;
  const isMarked = first?.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) === true;
  return first === undefined || !isMarked ? chunks : [first.subarray(3), ...rest];
}
