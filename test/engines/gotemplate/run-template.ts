import { type Execution, engines } from '../../../plugin/engines/engine.ts';
import { bytesOf, textOf } from '../../../plugin/go/byte-string.ts';

/** How the tests run templates. */
export const execution: Execution = { now: () => 0, missingKey: 'error', maxSteps: 100_000, maxOutputBytes: 100_000 };
const data = new Map(
  Object.entries({
    a: 'alpha',
    b: 'beta',
    e: '',
    n: '7',
    j: '{"l":[1,2,3],"m":{"y":"Y","x":"X"},"z":null,"t":true}',
    __proto__x: 'p',
    constructor: 'c',
  }).map(([key, value]) => [bytesOf(key), bytesOf(value)]),
);

/** Renders a template with a little of everything as its data. */
export async function runTemplate(template: string, changes: Partial<Execution> = {}): Promise<string> {
  const { engine } = await engines.gotemplate();
  return textOf((await engine.compile(bytesOf(template), 'out')).execute(data, { ...execution, ...changes }));
}

/** What rendering throws. */
export async function faultOf(template: string, changes: Partial<Execution> = {}): Promise<unknown> {
  return runTemplate(template, changes).then(
    (output) => ({ output }),
    (thrown: unknown) => thrown,
  );
}
