import { readFileSync, writeFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parameters } from '../../plugin/cli/argocd/parameters.ts';
import { compileSchema } from '../../plugin/resources/compile-schema.ts';
import { jsonSchema } from '../../plugin/resources/json-schema.ts';
import type { Field } from '../../plugin/resources/schemas/field.ts';
import { configFields } from '../../plugin/trust/config-fields.ts';
import { functionFields } from '../../plugin/trust/function-fields.ts';
import { betweenMarks } from '../support/between-marks.ts';

// Tables of the pages are made from those that the program reads: UPDATE_DOCS=1 writes them anew.

const cell = (text: string) => text.replaceAll('|', '\\|');
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |\n`).join('');
const code = (text: string) => `\`${text}\``;

function fieldTable(fields: readonly Field[]): string {
  return table(['field', 'takes', 'default', 'what it does'], fields.map(fieldRow));
}

function fieldRow({ path, type, allowed, default: preset, required, about = '', minimum, format }: Field) {
  const takes =
    allowed?.map(code).join(', ') ??
    format ??
    {
      'string[]': 'list of texts',
      bool: 'true or false',
      int: 'whole number',
      map: 'map of texts',
      any: 'anything',
      string: 'text',
      object: '',
      'object[]': 'list of rules',
    }[type as string] ??
    type;
  const least = minimum === undefined ? '' : `, at least ${minimum}`;
  const isPlain = typeof preset === 'object' || preset === undefined;
  return [code(path), `${takes}${least}`, required === true ? 'needed' : isPlain ? '' : code(String(preset)), about];
}

describe('docs/configuration.md', () => {
  test.each([
    ['platform fields', configFields()],
    ['function fields', functionFields()],
  ])('%s', (name, fields) => {
    const made = fieldTable(fields);
    expect(betweenMarks('docs/configuration.md', name, made)).toBe(made);
  });
});

describe('docs/argocd.md', () => {
  test('parameters', () => {
    const made = table(
      ['parameter', 'variable', 'takes', 'for', 'what it does'],
      parameters.map(({ name, collection, itemType, kinds, tooltip }) => [
        code(name),
        code(name.toUpperCase().replaceAll('-', '_')),
        itemType === 'boolean' ? 'true or false' : { string: 'text', array: 'list', map: 'map' }[collection],
        kinds.map((kind) => ({ directory: 'plain', kustomize: 'kustomize', helm: 'Helm' })[kind]).join(', '),
        tooltip,
      ]),
    );
    expect(betweenMarks('docs/argocd.md', 'parameters', made)).toBe(made);
  });
});

describe('schemas/function-config.schema.json', () => {
  const file = 'schemas/function-config.schema.json';
  const made = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://external-secrets-render.dev/schemas/function-config.schema.json',
    title: 'Configuration of external-secrets-render as a function of kustomize',
    ...jsonSchema(compileSchema([...configFields(), ...functionFields()])),
  };

  test('says what the reader does', () => {
    const text = `${JSON.stringify(made, null, 2)}\n`;
    if (process.env['UPDATE_SCHEMAS'] === '1') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('is a schema that ajv compiles', () => {
    expect(typeof new Ajv({ strict: true, allowUnionTypes: true }).compile(made)).toBe('function');
  });
});
