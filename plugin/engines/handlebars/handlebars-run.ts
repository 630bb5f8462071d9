import type { Bytes } from '../../go/byte-string.ts';
import type { Execution } from '../engine.ts';
import type { CallContext } from '../value.ts';
import { HandlebarsFault } from './handlebars-fault.ts';
import type { Position } from './nodes.ts';

/** One execution of a template: its output so far, and what is left of its budget. */
export class HandlebarsRun implements CallContext {
  readonly #execution: Execution;
  #output = '';
  #steps: number;
  /** Where the statement stands that is running, for errors. */
  at: Position | undefined;

  constructor(execution: Execution) {
    this.#execution = execution;
    this.#steps = execution.maxSteps;
  }

  /** Whether a name that stands for nothing is an error. */
  get isStrict(): boolean {
    return this.#execution.missingKey === 'error';
  }

  get isSeeded(): boolean {
    return this.#execution.random?.isSeeded === true;
  }

  get output(): Bytes {
    return this.#output as Bytes;
  }

  write(text: Bytes): void {
    this.#output += text;
    if (this.#output.length > this.#execution.maxOutputBytes) {
      this.exceed(`the output is larger than ${this.#execution.maxOutputBytes} bytes`);
    }
  }

  /** What a piece of work writes, taken out of the output. */
  capture(work: () => void): Bytes {
    const before = this.#output;
    this.#output = '';
    work();
    const written = this.#output as Bytes;
    this.#output = before;
    return written;
  }

  /** Checks that a value fits the budget before it is kept. */
  keep(text: Bytes): void {
    if (text.length > this.#execution.maxOutputBytes) {
      this.exceed(`a value is larger than ${this.#execution.maxOutputBytes} bytes`);
    }
    this.spend(text.length >> 8);
  }

  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) this.exceed(`the template takes more than ${this.#execution.maxSteps} steps`);
  }

  now(): number {
    return this.#execution.now();
  }

  randomBytes(count: number): Buffer {
    const { random } = this.#execution;
    if (random === undefined) throw new HandlebarsFault('TEMPLATE_RANDOM', 'random values are refused here', this.at);
    return random.bytes(count);
  }

  fail(says: string, hint?: string): never {
    throw new HandlebarsFault('TEMPLATE_EXECUTE', says, this.at, hint);
  }

  exceed(says: string): never {
    throw new HandlebarsFault('TEMPLATE_BUDGET', says, this.at);
  }
}
