const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const TAB = 0x09;

/** Offset of the quote that closes the JSON string opened at `open`, or -1 where a control character breaks it off. */
export function jsonStringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
    else if (code < 0x20 && code !== TAB) return -1;
  }
  return -1;
}
