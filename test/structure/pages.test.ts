import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { lintWarnings } from '../../plugin/errors/lint.ts';
import { warnings } from '../../plugin/errors/warnings.ts';
import { rules } from '../../plugin/pipeline/validate/registry.ts';
import { errorsPage, families } from '../support/pages/errors-page.ts';
import { schemaPages } from '../support/pages/schema-pages.ts';
import { sourceFiles, sourceText } from '../support/rooms.ts';

const top = path.join(__dirname, '..', '..');

/** Codes that no test names, and why. */
const unprovoked: Readonly<Record<string, string>> = {
  EMPTY_RESULT_NOT_OWNED: 'admission refuses the document before',
  SECRET_NAME: 'admission refuses the document before',
  // Tests look at their words, or at the server's side.
  BITWARDEN_PLAIN: 'by the tests of its provider',
  BITWARDEN_SERVER: 'by the tests of its provider',
  BITWARDEN_SEVERAL: 'by the tests of its provider',
  INFISICAL_AUTH: 'by the tests of its provider',
  INFISICAL_FILE: 'by the tests of its provider',
  INFISICAL_KEY: 'by the tests of its provider',
  MERGE_BINARY: 'by the tests of its stage',
  MERGE_TYPE: 'by the tests of its stage',
  ONEPASSWORD_FIELD: 'by the tests of its provider',
  ONEPASSWORD_FILE: 'by the tests of its provider',
  ONEPASSWORD_ITEMS: 'by the tests of its provider',
  ONEPASSWORD_REFERENCE: 'by the tests of its provider',
  ONEPASSWORD_SCOPE: 'by the tests of its provider',
  ONEPASSWORD_TWICE: 'by the tests of its provider',
  ONEPASSWORD_VAULT: 'by the tests of its provider',
  ONEPASSWORD_VAULTS: 'by the tests of its provider',
  VERSION_UNSUPPORTED: 'by the tests of its provider',
  CHART_OUTPUT_THERE: 'by its words, test/hosts',
  DATA_NOT_MAP: 'by its words',
  SET_FORM: 'by its words',
  TEMPLATE_KEY: 'by its words',
  TEMPLATE_OWNER: 'by its words',
  TEMPLATE_SOURCES: 'by its words',
  ACTION_UNKNOWN: 'by its words',
  PARAMETERS_SYNTAX: 'by its words',
  PARAMETER_UNUSED: 'by its words',
  REFERENCE_UNKNOWN: 'by its words',
  CONVERT_FIELD: 'by its words',
  CONVERT_STORE: 'by its words',
  // By the recorded cases of test/conformance.
  REVERSED_KEY_COLLISION: 'by a recorded case',
  TEMPLATE_NOT_DECODED: 'by a recorded case',
  PUSH_TWO_PROPERTIES: 'by a recorded case',
};

/** The texts of tests and of their snapshots. */
function testFiles(): readonly string[] {
  const folder = path.join(top, 'test');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|snap|txt)$/.test(file) && !file.endsWith('pages.test.ts'))
    .map((file) => path.join(folder, file));
}

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

  test('each error is provoked by a test, or listed with why none does', () => {
    const texts = testFiles().map((file) => readFileSync(file, 'utf8'));
    const provoked = (code: string) => texts.some((text) => new RegExp(`\\b${code}\\b`).test(text));
    expect(codes.filter((code) => !Object.hasOwn(unprovoked, code) && !provoked(code))).toEqual([]);
    expect(Object.keys(unprovoked).filter((code) => !codes.includes(code))).toEqual([]);
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
