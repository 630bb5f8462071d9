// The paths of `jsonPath`, in the dialect of kubectl (k8s.io/client-go/util/jsonpath): what of it a template can say.

import { readSteps, type Step } from '../read-steps.ts';

/** A path cut into texts and ways into the value. */
export type JsonPath = readonly (string | { readonly steps: readonly Step[] })[];

/**
 * Reads a path of members and items, with texts between.
 *
 * @returns `undefined` for what templates have no word for.
 */
export function readJsonPath(text: string): JsonPath | undefined {
  const parts: (string | { readonly steps: readonly Step[] })[] = [];
  for (let rest = text; rest !== ''; ) {
    const open = rest.indexOf('{');
    if (open !== 0) {
      parts.push(open < 0 ? rest : rest.slice(0, open));
      rest = open < 0 ? '' : rest.slice(open);
      continue;
    }
    const [whole, inside = ''] = /^\{((?:'[^']*'|"[^"]*"|[^'"{}])*)\}/.exec(rest) ?? [];
    const part = whole === undefined ? undefined : (quoted(inside) ?? path(inside));
    if (whole === undefined || part === undefined) return undefined;
    parts.push(part);
    rest = rest.slice(whole.length);
  }
  return parts;
}

function quoted(text: string): string | undefined {
  const [, single, double] = /^\s*(?:'([^'\\]*)'|"([^"]*)")\s*$/.exec(text) ?? [];
  if (double === undefined) return single;
  return double.replace(/\\([nt"\\])/g, (_, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? letter);
}

/** The first member may go without its dot. */
function path(text: string): { readonly steps: readonly Step[] } | undefined {
  const steps = readSteps(
    text
      .trim()
      .replace(/^[$@]/, '')
      .replace(/^(?=[A-Za-z_])/, '.'),
  );
  return steps === undefined ? undefined : { steps };
}
