/**
 * Whether text may stand as a YAML literal block and come back unchanged from any reader.
 *
 * @remarks Several lines of printable characters; nothing that the block's indentation or its last line could change.
 */
export function isBlockText(text: string): boolean {
  if (!text.includes('\n') || text.endsWith('\n\n') || text.startsWith('\n')) return false;
  // A blank or tab at the start of the first line, or lines of blanks alone, would be taken for indentation.
  if (/^[ \t]/.test(text) || /^[ \t]+$/m.test(text)) return false;
  return /^[\n\x20-\x7e\u00a1-\u00ac\u00ae-\u05ff]*$/.test(text);
}
