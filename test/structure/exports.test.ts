import { importsOf, sourceFiles, sourceText } from '../support/rooms.ts';

const files = sourceFiles().filter((file) => !file.endsWith('.d.ts'));
const entries = ['esr.ts', 'index.ts'];

/** Files that no source imports, and why they are there. */
const readByTests = new Map([['errors/warnings.ts', 'docs/errors.md and the tests of codes are made from it']]);

const importers = new Map<string, string[]>();
for (const file of files) {
  for (const { to } of importsOf(file)) importers.set(to, [...(importers.get(to) ?? []), file]);
}

describe('sources', () => {
  test('each file is reached from the command or the library', () => {
    const reached = new Set(entries);
    for (const file of reached) for (const { to } of importsOf(file)) if (files.includes(to)) reached.add(to);
    expect(files.filter((file) => !reached.has(file) && !readByTests.has(file))).toEqual([]);
  });

  test('each exported function, class and constant is used by another file', () => {
    const unused = exportsOf('(?:async )?function\\*?|(?:abstract )?class|const|let').filter(
      ({ file, name }) =>
        !entries.includes(file) &&
        !readByTests.has(file) &&
        // The catalogues are for the page and the tests of codes; one class a family, whether another file names it or not.
        !(file.startsWith('errors/') && /(?:Error|Errors|Warnings)$/.test(name)) &&
        !(importers.get(file) ?? []).some((other) => holds(other, name)),
    );
    expect(unused.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  test('each exported type is used, if only by what its own file exports', () => {
    const unused = exportsOf('type|interface').filter(
      ({ file, name }) => ![file, ...(importers.get(file) ?? [])].some((other) => holds(other, name, other === file)),
    );
    expect(unused.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });
  test('each exported symbol says what it does', () => {
    const silent = files.flatMap((file) =>
      [
        ...sourceText(file).matchAll(
          /(?<!\*\/)\nexport (?:async |abstract )*(?:function\*?|class|const|type|interface) (\w+)/g,
        ),
      ].map(([, name = '']) => `${file}: ${name}`),
    );
    expect(silent).toEqual([]);
  });
});

function exportsOf(keywords: string): readonly { readonly file: string; readonly name: string }[] {
  const pattern = new RegExp(`^export (?:${keywords})\\s+(\\w+)`, 'gm');
  return files.flatMap((file) => [...sourceText(file).matchAll(pattern)].map(([, name = '']) => ({ file, name })));
}

/** Whether a file speaks of a name; its own declaration does not count. */
function holds(file: string, name: string, isOwn = false): boolean {
  return [...codeOf(file).matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length > (isOwn ? 1 : 0);
}

const codes = new Map<string, string>();

function codeOf(file: string): string {
  const known = codes.get(file);
  if (known !== undefined) return known;
  const code = sourceText(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '');
  codes.set(file, code);
  return code;
}
