/** A step into a value: a member's name or an item's number. */
export type Step = string | number;

/**
 * Reads members and items, as kubectl's paths and JavaScript write them: `.a.b[0]['c d']`.
 *
 * @returns `undefined` for anything else: filters, ranges, wildcards, unions, descents, calls.
 */
export function readSteps(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let rest = text.trim();
  if (rest === '.') return steps;
  while (rest !== '') {
    const match = /^(?:\.([A-Za-z_][\w-]*)|\.?\[(\d+)\]|\.?\[(?:'([^']+)'|"([^"]+)")\])/.exec(rest);
    if (match === null) return undefined;
    steps.push(match[2] === undefined ? (match[1] ?? match[3] ?? match[4] ?? '') : Number(match[2]));
    rest = rest.slice(match[0].length);
  }
  return steps;
}
