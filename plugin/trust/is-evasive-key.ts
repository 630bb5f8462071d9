/**
 * Whether a server or a URL parser could read a key as another key: `.` or `..` segments, plain, percent-encoded or with
 * parameters behind a semicolon, backslashes for slashes, control characters.
 */
export function isEvasiveKey(key: string): boolean {
  let text = key;
  for (let round = 0; round < 4; round += 1) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are meant
    if (/[\x00-\x1f\x7f]/.test(text)) return true;
    if (text.split(/[/\\]/).some((segment) => /^\.\.?(?:;|$)/.test(segment))) return true;
    const decoded = text.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded === text) return false;
    text = decoded;
  }
  return true;
}
