import type { DescribedKind } from '../resources/describe-kind.ts';
import type { ObjectSchema, Schema } from '../resources/schema.ts';
import type { Style } from './screen/style.ts';
import { wrap } from './screen/wrap.ts';

/** Wider lines are hard to read; this is also the width where nobody knows that of the screen. */
const widest = 100;

/** Explains a field for people: what it is for, what it takes, what is below it. */
export function explainText(kind: DescribedKind, path: string, schema: Schema, style: Style): string {
  const columns = Math.min(style.columns, widest);
  const head = `${style.bold(path)}  ${style.dim(kind.apiVersion)}`;
  const facts = factsOf(schema);
  return [
    `${head}\n`,
    `\n${wrapped(schema.about ?? 'no words on it here', '  ', columns)}`,
    ...(facts.length === 0 ? [] : [`\n${facts.map((fact) => `${wrap(`  ${fact}`, columns, '    ')}\n`).join('')}`]),
    ...fieldsBelow(schema, style, columns),
  ].join('');
}

/** Type, default, what is allowed, and what else has to hold. */
function factsOf(schema: Schema): readonly string[] {
  const known = schema.kind === 'list' ? schema.items : schema;
  return [
    `type: ${typeOf(schema)}`,
    ...(schema.default === undefined ? [] : [`default: ${JSON.stringify(schema.default)}`]),
    ...(known.kind === 'string' && known.allowed !== undefined ? [`one of: ${known.allowed.join(', ')}`] : []),
    ...(known.kind === 'string' && known.form !== undefined ? [`form: ${known.form}`] : []),
    ...(known.kind === 'string' && known.form === undefined && known.pattern !== undefined
      ? [`matches: ${known.pattern.source}`]
      : []),
    ...(known.kind === 'string' && known.format !== undefined ? [`format: ${known.format}`] : []),
    ...(known.kind === 'int' && typeof known.minimum === 'number' ? [`at least: ${known.minimum}`] : []),
    ...(known.kind === 'int' && typeof known.maximum === 'number' ? [`at most: ${known.maximum}`] : []),
    ...(schema.kind === 'list' && schema.minItems !== undefined ? [`at least: ${schema.minItems} items`] : []),
    ...(known.kind === 'object' || known.kind === 'map' ? known.rules.map(({ says }) => `rule: ${says}`) : []),
    ...(known.kind === 'object' && known.maxProperties === 1 && known.minProperties === 1
      ? ['exactly one of the fields below']
      : []),
  ];
}

function typeOf(schema: Schema): string {
  switch (schema.kind) {
    case 'lazy':
      return typeOf(schema.load());
    case 'list':
      return `list of ${typeOf(schema.items)}`;
    case 'map':
      return 'map of text to text';
    case 'string':
      return 'text';
    case 'int':
      return 'integer';
    case 'bool':
      return 'true or false';
    case 'int-or-string':
      return 'integer or text';
    case 'any':
      return 'anything';
    case 'object':
      return 'object';
  }
}

function fieldsBelow(schema: Schema, style: Style, columns: number): readonly string[] {
  const below = schema.kind === 'list' ? schema.items : schema;
  if (below.kind !== 'object' || below.properties.size === 0) return [];
  const rows = [...below.properties].map(([name, property]) => field(name, property, below, style, columns));
  return ['\nfields:\n', ...rows];
}

function field(name: string, property: Schema, { required }: ObjectSchema, style: Style, columns: number): string {
  const marks = [
    typeOf(property),
    ...(required.includes(name) && property.default === undefined ? ['required'] : []),
  ].join(', ');
  const about = property.about === undefined ? '' : wrapped(property.about, '      ', columns);
  return `  ${style.bold(name)}  ${style.dim(marks)}\n${about}`;
}

/** Breaks a text between words. */
function wrapped(text: string, indent: string, columns: number): string {
  return `${wrap(`${indent}${text}`, columns, indent)}\n`;
}
