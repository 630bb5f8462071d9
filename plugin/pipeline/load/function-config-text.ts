import { jsonMembers } from './json-members.ts';

/**
 * The bytes of a ResourceList's `functionConfig`, as a document of its own.
 *
 * @remarks By indentation alone, as the items are found: a list may be large.
 *
 * @returns `undefined` when there is none.
 */
export function functionConfigText(list: Buffer): Buffer | undefined {
  const text = list.toString('latin1');
  if (text.trimStart().startsWith('{')) {
    const member = jsonMembers(text).get('functionConfig');
    return member === undefined ? undefined : Buffer.from(member, 'latin1');
  }
  const key = /^["']?functionConfig["']?[ \t]*:[ \t]*/m.exec(text);
  if (key === null) return undefined;
  const start = key.index + key[0].length;
  const rest = text.slice(start);
  const end = /\n(?=[^ \t\r\n#])/.exec(rest)?.index ?? rest.length;
  const body = rest.slice(0, end);
  return body.trim() === '' ? undefined : Buffer.from(`${outdented(body)}\n`, 'latin1');
}

/** Without the blanks that all of its lines begin with; what stands behind the key on its line stays as it is. */
function outdented(body: string): string {
  const [first = '', ...lines] = body.split('\n');
  if (first.trim() !== '') return body;
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join('\n');
}
