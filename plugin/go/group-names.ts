import { propertyClass } from './property-class.ts';

/**
 * Lists the groups of a pattern, and gives names that stand twice another spelling, since re2js refuses what Go accepts.
 *
 * @returns `names` by group number, `''` for groups without one; `unique` is the pattern to compile.
 */
export function splitGroupNames(pattern: string): { readonly unique: string; readonly names: readonly string[] } {
  const names: string[] = [''];
  const taken = new Set<string>();
  let unique = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; ) {
    const rest = pattern.slice(i);
    const property = /^\\[pP]\{\^?([A-Za-z_]+)\}/.exec(rest);
    if (property !== null) {
      unique += property[0].replace(/[A-Za-z_]+(?=\})/, propertyClass);
      i += property[0].length;
      continue;
    }
    const quoted = /^\\Q[\s\S]*?(?:\\E|$)/.exec(rest)?.[0] ?? /^\\[\s\S]?/.exec(rest)?.[0];
    if (quoted !== undefined) {
      unique += quoted;
      i += quoted.length;
      continue;
    }
    if (inClass) {
      const named = /^\[:\^?[a-z]+:\]/.exec(rest)?.[0];
      if (named === undefined && rest.startsWith(']')) inClass = false;
      unique += named ?? rest[0];
      i += named?.length ?? 1;
      continue;
    }
    const classStart = /^\[\^?\]?/.exec(rest)?.[0];
    if (classStart !== undefined) {
      inClass = true;
      unique += classStart;
      i += classStart.length;
      continue;
    }
    const group = /^\((?:\?P?<([^>]+)>)?/.exec(rest);
    if (group !== null && (group[1] !== undefined || !rest.startsWith('(?'))) {
      const name = group[1] ?? '';
      names.push(name);
      unique += group[0].replace(/<[^>]+>/, () => `<${spelling(name, taken)}>`);
      i += group[0].length;
      continue;
    }
    unique += rest[0];
    i += 1;
  }
  return { unique, names };
}

function spelling(name: string, taken: Set<string>): string {
  let free = name;
  while (taken.has(free)) free += '_';
  taken.add(free);
  return free;
}
