/**
 * Fills a replacement template with the groups of a match.
 *
 * @remarks Go: `regexp.go`, `expand` and `extract`. `$name` takes the longest run of letters, digits and underscores.
 *
 * @param names - Group names by number; of two groups of one name the first that took part counts.
 * @param match - Pairs of start and end by group.
 */
export function expandTemplate(
  template: string,
  names: readonly string[],
  match: readonly number[],
  text: string,
): string {
  let result = '';
  let rest = template;
  for (;;) {
    const dollar = rest.indexOf('$');
    if (dollar < 0) return result + rest;
    result += rest.slice(0, dollar);
    rest = rest.slice(dollar);
    if (rest.startsWith('$$')) {
      result += '$';
      rest = rest.slice(2);
      continue;
    }
    const reference = /^\$(?:\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/u.exec(rest);
    if (reference === null) {
      result += '$';
      rest = rest.slice(1);
      continue;
    }
    result += groupText(reference[1] ?? reference[2] ?? '', names, match, text);
    rest = rest.slice(reference[0].length);
  }
}

function groupText(name: string, names: readonly string[], match: readonly number[], text: string): string {
  for (const group of groupsOf(name, names)) {
    const start = match[2 * group] ?? -1;
    if (start >= 0) return text.slice(start, match[2 * group + 1]);
  }
  return '';
}

/** A name of digits alone is a number, unless it has a leading zero or is beyond 10^8. */
function groupsOf(name: string, names: readonly string[]): readonly number[] {
  if (/^[0-9]+$/.test(name) && (name === '0' || !name.startsWith('0')) && name.length <= 9 && Number(name) < 1e8)
    return [Number(name)];
  return names.flatMap((known, group) => (known === name && group > 0 ? [group] : []));
}
