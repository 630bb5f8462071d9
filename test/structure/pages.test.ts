import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { lintWarnings } from '../../plugin/errors/lint.ts';
import { warnings } from '../../plugin/errors/warnings.ts';
import { rules } from '../../plugin/pipeline/validate/registry.ts';
import { errorsPage, families } from '../support/pages/errors-page.ts';
import { schemaPages } from '../support/pages/schema-pages.ts';
import { sourceFiles, sourceText } from '../support/rooms.ts';

const top = path.join(__dirname, '..', '..');

/** What is made from the sources and committed all the same, so that people and editors find it. */
const pages = new Map([['docs/errors.md', errorsPage()], ...schemaPages()]);

describe('pages that are made from the sources', () => {
  test.each([...pages.keys()])('%s is what the sources say (node packaging/pages.mjs writes it)', (file) => {
    const target = path.join(top, file);
    if (process.env['ESR_WRITE_PAGES'] === '1') writeFileSync(target, pages.get(file) ?? '');
    expect(existsSync(target) ? readFileSync(target, 'utf8') : 'not written yet').toBe(pages.get(file));
  });

  test('each schema is one that a validator takes', () => {
    for (const [file, text] of schemaPages()) {
      expect(() => new Ajv({ strict: false }).compile(JSON.parse(text) as object)).not.toThrow(file);
    }
  });
});

describe('codes', () => {
  const codes = families().flatMap(({ entries }) => entries.map(({ code }) => code));
  const remarks = [...Object.keys(lintWarnings), ...Object.keys(warnings)];

  test('each belongs to one catalogue', () => {
    const all = [...codes, ...remarks];
    expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
  });

  test('words name no fact that is not there', () => {
    const wrong = families().flatMap(({ entries }) =>
      entries.filter(({ says, hint = '' }) => /undefined|NaN|\[object/.test(says + hint)).map(({ code }) => code),
    );
    expect(wrong).toEqual([]);
  });

  test('each remark of the sources stands in a catalogue', () => {
    const known = new Set([...codes, ...remarks, 'INTERNAL']);
    const used = sourceFiles()
      .filter((file) => !file.startsWith('errors/'))
      .flatMap((file) =>
        [...sourceText(file).matchAll(/\bcode: '([A-Z][A-Z0-9]*_[A-Z0-9_]+)'/g)].map(([, code = '']) => code),
      );
    expect([...new Set(used)].filter((code) => !known.has(code))).toEqual([]);
  });

  test('each code of a rule stands in a catalogue, and each remark of the catalogue is one of a rule', () => {
    const told = rules.flatMap((rule) => rule.codes);
    expect(told.filter((code) => !codes.includes(code) && !remarks.includes(code))).toEqual([]);
    expect(Object.keys(lintWarnings).filter((code) => !told.includes(code))).toEqual([]);
  });
});
