import type { EsrError } from '../../errors/esr-error.ts';
import { throwAll } from '../../errors/map-all.ts';
import { nearest } from '../../errors/nearest.ts';
import { parameterError } from '../../errors/parameter.ts';
import type { Parameter } from './parameter.ts';
import { type ParameterValue, ParameterValues } from './parameter-values.ts';
import { parameters } from './parameters.ts';

const variable = 'ARGOCD_APP_PARAMETERS';

/**
 * Reads the parameters of an application: those of `plugin.parameters`, and for names that are not among them the
 * variables of `plugin.env`.
 *
 * @remarks An empty value is none: the form of Argo CD leaves such behind. Variables of other names are for others.
 *
 * @throws EsrErrors with everything that is wrong with any of them
 */
export function readParameters(env: Readonly<Record<string, string | undefined>>): ParameterValues {
  const faults: EsrError[] = [];
  const values = new Map<string, ParameterValue>();
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  for (const given of givenIn(env[variable])) {
    const parameter = byName.get(given.name);
    if (parameter === undefined) {
      const meant = nearest(given.name, [...byName.keys()]);
      faults.push(parameterError('PARAMETER_UNKNOWN', { name: given.name, nearest: meant }));
      continue;
    }
    const value = givenValue(parameter, given);
    if (value === undefined) faults.push(wrongForm(parameter));
    else values.set(given.name, value);
  }
  for (const parameter of parameters) {
    const text = env[`ARGOCD_ENV_${parameter.name.toUpperCase().replaceAll('-', '_')}`];
    if (text === undefined || text === '' || values.has(parameter.name)) continue;
    const value = writtenValue(parameter, text);
    if (value === undefined) faults.push(wrongForm(parameter));
    else values.set(parameter.name, value);
  }
  throwAll(faults);
  return new ParameterValues(new Map([...values].filter(([, value]) => sizeOf(value) > 0)));
}

interface Given {
  readonly name: string;
  readonly string?: unknown;
  readonly array?: unknown;
  readonly map?: unknown;
}

function givenIn(text: string | undefined): readonly Given[] {
  // `null` is what Argo CD writes where the application has no parameters.
  const value = text === undefined || text === '' ? null : parsed(text);
  if (value === null) return [];
  const isGiven = (each: unknown): each is Given => typeof (Object(each) as Partial<Given>).name === 'string';
  if (Array.isArray(value) && value.every(isGiven)) return value;
  throw parameterError('PARAMETERS_SYNTAX', { variable, wants: 'JSON list of parameters with names' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function givenValue(parameter: Parameter, { string, array, map }: Given): ParameterValue | undefined {
  const held = { string, array, map }[parameter.collection];
  if (held === undefined || held === null) {
    // What was given as text, for a list or a map, is read like a variable.
    return typeof string === 'string' ? writtenValue(parameter, string) : noneGiven(string, array, map);
  }
  return checked(parameter, held);
}

function noneGiven(...given: readonly unknown[]): string | undefined {
  return given.every((each) => each === undefined || each === null) ? '' : undefined;
}

/** Text as it is; a list or map as JSON, or one item a line, `key=value` in a map. */
function writtenValue(parameter: Parameter, text: string): ParameterValue | undefined {
  if (parameter.collection === 'string') return text;
  const json = /^\s*[[{]/.test(text) ? parsed(text) : undefined;
  if (json !== undefined) return checked(parameter, json);
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  if (parameter.collection === 'array') return lines;
  const pairs = lines.map((line) => /^([^=]+)=(.*)$/s.exec(line));
  return pairs.includes(null) ? undefined : new Map(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

function checked({ collection }: Parameter, value: unknown): ParameterValue | undefined {
  if (collection === 'string') return isText(value) ? value : undefined;
  if (collection === 'array') return Array.isArray(value) && value.every(isText) ? value : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every(([, member]) => isText(member)) ? new Map(entries as [string, string][]) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function wrongForm({ name, collection }: Parameter): EsrError {
  const wants = { string: 'text', array: 'a list of texts', map: 'a map of texts' }[collection];
  return parameterError('PARAMETER_FORM', { name, wants });
}

function sizeOf(value: ParameterValue): number {
  return value instanceof Map ? value.size : (value as string | readonly string[]).length;
}
