import type { GoType } from '../value.ts';

/** What a parameter takes, as reflect's Kind; `reflect` is reflect.Value, which takes anything. */
export type ParameterKind =
  | 'string'
  | 'bool'
  | 'int'
  | 'uint'
  | 'float64'
  | 'interface'
  | 'reflect'
  | 'map'
  | 'slice'
  | 'pointer'
  | 'struct';

/** A parameter's type, taken apart once. */
export interface Parameter {
  /** As Go prints it. */
  readonly name: string;
  readonly kind: ParameterKind;
}

const shorthands = new Map<string, Parameter>([
  ['string', { name: 'string', kind: 'string' }],
  ['bool', { name: 'bool', kind: 'bool' }],
  ['float64', { name: 'float64', kind: 'float64' }],
  ['any', { name: 'interface {}', kind: 'interface' }],
  ['dict', { name: 'map[string]interface {}', kind: 'map' }],
  ['[]any', { name: '[]interface {}', kind: 'slice' }],
  ['reflect.Value', { name: 'reflect.Value', kind: 'reflect' }],
  // Named types that a constant can become.
  ['sprig.HashAlgorithm', { name: 'sprig.HashAlgorithm', kind: 'string' }],
  ['time.Duration', { name: 'time.Duration', kind: 'int' }],
  ['time.Month', { name: 'time.Month', kind: 'int' }],
  ['time.Weekday', { name: 'time.Weekday', kind: 'int' }],
]);
const cache = new Map<GoType, Parameter>();

/** Takes a parameter's type apart. */
export function parameterOf(type: GoType): Parameter {
  const known = cache.get(type);
  if (known !== undefined) return known;
  const parameter = shorthands.get(type) ?? { name: type, kind: kindOf(type) };
  cache.set(type, parameter);
  return parameter;
}

/** Whether nil can be given for it. */
export function takesNil({ kind }: Parameter): boolean {
  return kind === 'interface' || kind === 'reflect' || kind === 'map' || kind === 'slice' || kind === 'pointer';
}

function kindOf(name: string): ParameterKind {
  if (/^int[0-9]*$/.test(name)) return 'int';
  if (/^uint[0-9]*$/.test(name)) return 'uint';
  if (name.startsWith('[]')) return 'slice';
  if (name.startsWith('map[')) return 'map';
  return name.startsWith('*') ? 'pointer' : 'struct';
}
