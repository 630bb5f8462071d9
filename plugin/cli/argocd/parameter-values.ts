import { parameterError } from '../../errors/parameter.ts';

/** A parameter as it was given. */
export type ParameterValue = string | readonly string[] | ReadonlyMap<string, string>;

/** The parameters of an application, by name; each read as what it is. */
export class ParameterValues {
  readonly #values: ReadonlyMap<string, ParameterValue>;

  constructor(values: ReadonlyMap<string, ParameterValue>) {
    this.#values = values;
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /**
   * A switch.
   *
   * @throws UsageError `PARAMETER_FORM`
   */
  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (value !== 'true' && value !== 'false') throw parameterError('PARAMETER_FORM', { name, wants: 'true or false' });
    return value === 'true';
  }

  list(name: string): readonly string[] | undefined {
    const value = this.#values.get(name);
    return Array.isArray(value) ? (value as readonly string[]) : undefined;
  }

  map(name: string): ReadonlyMap<string, string> | undefined {
    const value = this.#values.get(name);
    return value instanceof Map ? (value as ReadonlyMap<string, string>) : undefined;
  }
}
