import { type Bytes, textOf } from './byte-string.ts';

/** What a template may take from. */
interface Taken {
  readonly input: Bytes;
  readonly match: readonly number[];
  readonly groupNames: readonly Bytes[];
}

/**
 * Fills a replacement: `$1`, `${1}`, `$name`, `${name}`, and `$$` for a dollar.
 *
 * @remarks
 * `$` takes the longest run of letters, digits and underscores, so that `$1_y` is the group named `1_y`; a group that does
 * not exist is empty, a dollar that begins nothing stays. Go: `expand` of src/regexp/regexp.go.
 */
export function expandTemplate(template: Bytes, taken: Taken): string {
  let output = '';
  let rest: string = template;
  for (;;) {
    const dollar = rest.indexOf('$');
    if (dollar < 0) return output + rest;
    output += rest.slice(0, dollar);
    rest = rest.slice(dollar + 1);
    if (rest.startsWith('$')) {
      output += '$';
      rest = rest.slice(1);
      continue;
    }
    const reference = readReference(rest);
    if (!reference) {
      output += '$';
      continue;
    }
    output += groupText(reference.name, taken);
    rest = rest.slice(reference.length);
  }
}

function readReference(rest: string): { readonly name: Bytes; readonly length: number } | undefined {
  const inBraces = rest.startsWith('{');
  const body = inBraces ? rest.slice(1) : rest;
  const name = leadingName(body as Bytes);
  if (name === '') return undefined;
  if (!inBraces) return { name, length: name.length };
  return body.charAt(name.length) === '}' ? { name, length: name.length + 2 } : undefined;
}

function leadingName(body: Bytes): Bytes {
  const ascii = /^[0-9A-Za-z_]*/.exec(body)?.[0] ?? '';
  if (!(body.charCodeAt(ascii.length) >= 0x80)) return ascii as Bytes;
  const name = /^[\p{L}\p{Nd}_]*/u.exec(textOf(body))?.[0] ?? '';
  return body.slice(0, Buffer.byteLength(name)) as Bytes;
}

function groupText(name: Bytes, { input, match, groupNames }: Taken): string {
  const group = /^(?:0|[1-9][0-9]{0,8})$/.test(name) ? Number(name) : findNamed(name, match, groupNames);
  const start = match[2 * group] ?? -1;
  return start < 0 ? '' : input.slice(start, match[2 * group + 1]);
}

// Of several groups with the name, the first that took part.
function findNamed(name: Bytes, match: readonly number[], groupNames: readonly Bytes[]): number {
  return groupNames.findIndex((candidate, group) => candidate === name && (match[2 * group] ?? -1) >= 0);
}
