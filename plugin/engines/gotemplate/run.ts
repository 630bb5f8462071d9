import type { Bytes } from '../../go/byte-string.ts';
import type { Execution } from '../engine.ts';
import type { CallContext, Value } from '../value.ts';
import { Fault, type FaultNode } from './fault.ts';

/** The value of a variable while it is in scope. */
export interface Variable {
  readonly name: string;
  value: Value;
  /** An element of a list or map whose elements are interfaces: error texts call its type `interface {}`. */
  isElement: boolean;
}

/** How deep templates may call each other, as in Go. The stack of the process ends sooner. */
export const maxDepth = 100_000;

const stepsBetweenLooks = 20_000;
const defaultMaxMs = 30_000;
// About what is copied in the time of one step.
const bytesPerStep = 64;

/** One execution of a compiled template: its output so far, its variables, what is left of its budget. */
export class Run implements CallContext {
  readonly #execution: Execution;
  readonly missingIsError: boolean;
  output = '';
  variables: Variable[];
  /** The node that was looked at last, for error texts. */
  node: FaultNode | undefined;
  /** The name of the template that is running. */
  template: string;
  depth = 0;
  /** Whether dot is an element, as with variables. */
  dotIsElement = false;
  #steps: number;
  readonly #ends: number;
  // The clock is looked at now and then only.
  #untilLook = stepsBetweenLooks;

  constructor(template: string, dot: Value, execution: Execution) {
    this.#execution = execution;
    this.missingIsError = execution.missingKey === 'error';
    this.template = template;
    this.variables = [{ name: '$', value: dot, isElement: false }];
    this.#steps = execution.maxSteps;
    this.#ends = execution.now() + (execution.maxMs ?? defaultMaxMs);
  }

  write(text: Bytes | string): void {
    this.output += text;
    if (this.output.length > this.#execution.maxOutputBytes) {
      this.exceed(`the output is larger than ${this.#execution.maxOutputBytes} bytes`);
    }
  }

  /** The variable of a name, the innermost if there are several. */
  find(name: string): Variable {
    for (let i = this.variables.length - 1; i >= 0; i -= 1) {
      const variable = this.variables[i] as Variable;
      if (variable.name === name) return variable;
    }
    return this.fail(`undefined variable: ${name}`);
  }

  fail(says: string): never {
    throw new Fault('TEMPLATE_EXECUTE', says, this.node, this.template);
  }

  exceed(says: string): never {
    throw new Fault('TEMPLATE_BUDGET', says, this.node, this.template);
  }

  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) this.exceed(`the template takes more than ${this.#execution.maxSteps} steps`);
    this.#untilLook -= steps;
    if (this.#untilLook < 0) this.#look();
  }

  #look(): void {
    this.#untilLook = stepsBetweenLooks;
    if (this.#execution.now() > this.#ends) this.exceed('the template takes too long');
  }

  /** Counts a text that is passed or made, once it is long enough to matter. */
  spendText({ length }: string): void {
    if (length < bytesPerStep) return;
    if (length > this.#execution.maxOutputBytes) {
      this.exceed(`a value is larger than ${this.#execution.maxOutputBytes} bytes`);
    }
    this.spend(Math.floor(length / bytesPerStep));
  }

  now(): number {
    return this.#execution.now();
  }

  get isSeeded(): boolean {
    return this.#execution.random?.isSeeded === true;
  }

  randomBytes(count: number): Buffer {
    const { random } = this.#execution;
    if (random === undefined)
      throw new Fault('TEMPLATE_RANDOM', 'random values are refused here', this.node, this.template);
    return random.bytes(count);
  }
}
