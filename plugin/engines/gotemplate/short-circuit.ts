import type { Value } from '../value.ts';
import type { CallSite } from './call.ts';
import type { Compiler, EvaluateCommand } from './compiler.ts';
import { parameterOf } from './parameter.ts';
import { truth } from './truth.ts';

/**
 * Compiles `and` and `or`: arguments are evaluated up to the one that decides, which is the result.
 *
 * @remarks Go: evalCall in text/template/exec.go. A value from the pipeline is only looked at when no argument decides.
 */
export function compileShortCircuit(compiler: Compiler, site: CallSite): EvaluateCommand {
  const { name, operands, hasFinal } = site;
  if (operands.length === 0 && !hasFinal)
    return (run) => run.fail(`wrong number of args for ${name}: want at least 1 got 0`);
  const any = parameterOf('reflect.Value');
  const evaluates = operands.map((operand) => compiler.argument(operand, any));
  const deciding = name === 'or';
  return (run, dot, final) => {
    let value: Value;
    for (const evaluate of evaluates) {
      value = evaluate(run, dot) as Value;
      if (truth(value) === deciding) return value;
    }
    return hasFinal ? final : value;
  };
}
