/** What every text that a regular expression matches begins with, as far as its own text tells; empty where it is not anchored. */
export function literalPrefix(regexp: string): string {
  const [, plain = ''] = /^\^((?:[A-Za-z0-9_/@=: -]|\\[./-])*)/.exec(regexp) ?? [];
  const next = regexp.slice(1 + plain.length);
  if (regexp.includes('|')) return '';
  // A repetition is about the last character.
  const kept = /^[*?{]/.test(next) ? plain.replace(/\\?.$/, '') : plain;
  return kept.replace(/\\/g, '');
}
