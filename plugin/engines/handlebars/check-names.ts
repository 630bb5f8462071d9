import { nearest } from '../../errors/nearest.ts';
import { functions } from '../functions/registry.ts';
import { blockHelpers } from './block-helpers.ts';
import { HandlebarsFault } from './handlebars-fault.ts';
import type { Invocation, Program } from './nodes.ts';
import { isSimple } from './paths.ts';
import { valueHelpers } from './value-helpers.ts';
import { visitInvocations } from './visit-invocations.ts';

/**
 * Looks for names of no helper. What has arguments can be nothing else, so it is found before the template runs.
 *
 * @throws HandlebarsFault
 */
export function checkNames(program: Program): void {
  visitInvocations(program, checkName);
}

function checkName({ path, params, hash }: Invocation, isBlock: boolean): void {
  const hasArguments = params.length > 0 || hash !== undefined;
  if (!hasArguments || path.type !== 'PathExpression' || !isSimple(path)) return;
  const name = path.parts[0] as string;
  if (valueHelpers.has(name) || functions.has(name) || (isBlock && blockHelpers.has(name))) return;
  throw new HandlebarsFault('TEMPLATE_PARSE', wordsFor(name), path.loc.start, hintFor(name));
}

function wordsFor(name: string): string {
  if (blockHelpers.has(name)) return `${name} is for blocks: {{#${name} …}} … {{/${name}}}`;
  if (name === 'log') return 'log does not exist here: it would show a value';
  return `there is no helper named "${name}"`;
}

function hintFor(name: string): string | undefined {
  const near = nearest(name, [...blockHelpers.keys(), ...valueHelpers.keys(), ...functions.names()]);
  return near === undefined || near === name ? undefined : `did you mean "${near}"?`;
}
