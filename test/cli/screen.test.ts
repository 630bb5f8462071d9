import { caretLine } from '../../plugin/cli/screen/caret-line.ts';
import { displayWidth } from '../../plugin/cli/screen/display-width.ts';
import { printable } from '../../plugin/cli/screen/printable.ts';
import { shorten } from '../../plugin/cli/screen/shorten.ts';
import { styleOf } from '../../plugin/cli/screen/style.ts';
import { table } from '../../plugin/cli/screen/table.ts';
import { wrap } from '../../plugin/cli/screen/wrap.ts';
import { runEsr } from '../support/run-esr.ts';

const family = '👩‍👩‍👧';

describe('displayWidth()', () => {
  test.each([
    { name: 'plain text', text: 'abc', width: 3 },
    { name: 'nothing', text: '', width: 0 },
    { name: 'East Asian letters', text: '日本語', width: 6 },
    { name: 'Hangul, whole and in parts', text: '한\u1112\u1161\u11ab', width: 4 },
    { name: 'full-width forms', text: 'ＡＢ！', width: 6 },
    { name: 'half-width forms', text: 'ｱｲ', width: 2 },
    { name: 'a letter and a mark on it', text: 'e\u0301', width: 1 },
    { name: 'a picture', text: '🎉', width: 2 },
    { name: 'a picture of several', text: family, width: 2 },
    { name: 'a flag', text: '🇩🇪', width: 2 },
    { name: 'a sign made a picture', text: '❤\ufe0f', width: 2 },
    { name: 'Latin letters with accents, Greek, Cyrillic', text: 'éΩя', width: 3 },
    { name: 'colours', text: '\u001b[31mred\u001b[39m', width: 3 },
    { name: 'a blank without width', text: 'a\u200bb', width: 2 },
  ])('$name', ({ text, width }) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('wrap()', () => {
  test.each([
    { name: 'breaks between words', text: 'one two three', columns: 8, want: 'one two\n  three' },
    { name: 'leaves what fits', text: 'one two', columns: 7, want: 'one two' },
    { name: 'breaks nothing where nobody looks', text: 'one '.repeat(99), columns: Infinity, want: 'one '.repeat(99) },
    { name: 'keeps a long word whole', text: 'a /very/long/path b', columns: 6, want: 'a\n  /very/long/path\n  b' },
    { name: 'breaks a list behind a comma', text: 'keys aaa,bbb,ccc', columns: 9, want: 'keys aaa,\n  bbb,ccc' },
    { name: 'keeps the blanks before the first word', text: '    one two', columns: 8, want: '    one\n  two' },
    { name: 'counts wide letters', text: '日本 日本 日本', columns: 9, want: '日本 日本\n  日本' },
    {
      name: 'does not count colours',
      text: '\u001b[1mone\u001b[22m two',
      columns: 7,
      want: '\u001b[1mone\u001b[22m two',
    },
  ])('$name', ({ text, columns, want }) => {
    expect(wrap(text, columns, '  ')).toBe(want);
  });
});

describe('shorten()', () => {
  test.each([
    { text: 'overlays/production/shop.yaml:12', room: 16, want: 'overl…p.yaml:12' },
    { text: 'short', room: 5, want: 'short' },
    { text: '日本語日本語日本語', room: 9, want: '日…本語' },
    { text: family.repeat(4), room: 5, want: `…${family.repeat(2)}` },
  ])('$text in $room', ({ text, room, want }) => {
    const short = shorten(text, room);
    expect(displayWidth(short)).toBeLessThanOrEqual(room);
    expect(short).toMatch(text === want ? /^[^…]+$/ : /…/);
    expect(text.endsWith(short.split('…').at(-1) as string)).toBe(true);
    expect(text.startsWith(short.split('…')[0] as string)).toBe(true);
  });
});

describe('printable()', () => {
  test.each([
    { name: 'escape sequences', text: 'a\u001b[2Jb\u009b1m', want: 'a\\u001b[2Jb\\u009b1m' },
    { name: 'returns and new lines', text: 'a\r\nerror X: b', want: 'a\\u000d\\u000aerror X: b' },
    { name: 'marks that turn text round', text: 'a\u202egnp.\u2066', want: 'a\\u202egnp.\\u2066' },
    { name: 'letters of all kinds', text: `é日${family}`, want: `é日${family}` },
  ])('$name', ({ text, want }) => {
    expect(printable(text)).toBe(want);
  });
});

describe('caretLine()', () => {
  const at = (line: string, mark: string) => ({ line, at: line.indexOf(mark) });
  test.each([
    { name: 'plain', excerpt: at('    key: X', 'X'), want: ['key: X', 5] },
    { name: 'wide letters before it', excerpt: at('k: "日本" X', 'X'), want: ['k: "日本" X', 10] },
    { name: 'marks before it', excerpt: at('k: e\u0301e\u0301 X', 'X'), want: ['k: e\u0301e\u0301 X', 6] },
    { name: 'pictures before it', excerpt: at(`k: ${family}🎉 X`, 'X'), want: [`k: ${family}🎉 X`, 8] },
    { name: 'tabs before it', excerpt: at('\tk:\t\tX', 'X'), want: ['k:  X', 4] },
    { name: 'what moves the cursor', excerpt: at('k: \u001b[2J X', 'X'), want: ['k: \\u001b[2J X', 13] },
  ])('$name', ({ excerpt, want }) => {
    expect(Object.values(caretLine(excerpt, Infinity))).toEqual(want);
  });

  test.each([0, 5, 30, 60, 90, 119])('of a wide line the part around column %d is shown', (column) => {
    const line = `${'abc日'.repeat(column)}X${'def '.repeat(120 - column)}`;
    const { text, caret } = caretLine({ line, at: line.indexOf('X') }, 40);
    expect(displayWidth(text)).toBeLessThanOrEqual(40);
    const before = text.slice(0, text.indexOf('X'));
    expect(displayWidth(before)).toBe(caret);
  });
});

describe('table()', () => {
  const head = ['NAME', 'EMPTY', 'LIST', 'AT'];
  const rows = [
    ['日本', '', 'a,b,c,d,e', 'overlays/production/shop.yaml:1'],
    ['b', '', 'a', 'overlays/production/shop.yaml:22'],
  ];
  const laid = (columns: number) =>
    table(head, rows, {
      style: styleOf(false, columns),
      shortened: [3],
      inShort: rows.map((row) => row.with(2, `${row[2]?.split(',').length}`)),
    });

  test.each([
    {
      name: 'nobody looks',
      columns: Infinity,
      want: [
        'NAME  LIST       AT',
        '日本  a,b,c,d,e  overlays/production/shop.yaml:1',
        'b     a          overlays/production/shop.yaml:22',
      ],
    },
    {
      name: 'a place is shortened',
      columns: 40,
      want: [
        'NAME  LIST       AT',
        '日本  a,b,c,d,e  overlay…ion/shop.yaml:1',
        'b     a          overlay…on/shop.yaml:22',
      ],
    },
    {
      name: 'lists in short',
      columns: 32,
      want: ['NAME  LIST  AT', '日本  5     overla…n/shop.yaml:1', 'b     1     overla…/shop.yaml:22'],
    },
    {
      name: 'a row is a few lines',
      columns: 24,
      want: [
        '日本',
        '  list: a,b,c,d,e',
        '  at:',
        '      overlays/production/shop.yaml:1',
        'b',
        '  list: a',
        '  at:',
        '      overlays/production/shop.yaml:22',
      ],
    },
  ])('$name', ({ columns, want }) => {
    expect(laid(columns)).toBe(`${want.join('\n')}\n`);
  });

  test('rows of one thing stand below it, each with a dash', () => {
    const twice = [
      ['store', 'a', 'x'.repeat(20)],
      ['store', 'b', ''],
    ];
    expect(table(['STORE', 'KEY', 'FOR'], twice, { style: styleOf(false, 20) })).toBe(
      `store\n  - key: a\n    for:\n      ${'x'.repeat(20)}\n  - key: b\n`,
    );
  });
});

const fakes = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: the-store-of-the-platform-team}
spec: {provider: {fake: {data: [{key: teams/shop/production/database, value: '{"a": "some value"}'}]}}}
---
`;
const external = (name: string, more = '') => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: shop-production}
spec:
  secretStoreRef: {name: the-store-of-the-platform-team, kind: ClusterSecretStore}
${more}  dataFrom: [{extract: {key: teams/shop/production/database}}]
---
`;
const good = fakes + external('database-credentials-of-the-shop') + external('others');
const broken =
  good +
  external(
    'odd',
    '  target: {tempalte: {type: "日本語のとても長いテキスト", metadata: {labels: {x: y}}}, creationPolicy: Ownr}\n',
  ) +
  external('late', '  refreshInterval: 1d\n').replace('teams/shop', '"e\\e[2J\\u202e"');

describe('the screen', () => {
  const calls = [
    ...['render', 'generate', 'argocd', 'krm', 'validate', 'plan', 'diff', 'stores', 'push', 'template', 'convert'],
    ...['explain', 'schema', 'completion'],
  ].map((name) => ({ argv: [name, '--help'], stdin: '' }));
  const lines = [
    ...calls,
    { argv: ['--help'], stdin: '' },
    { argv: [], stdin: '' },
    { argv: ['explain'], stdin: '' },
    { argv: ['explain', 'ClusterSecretStore.spec.provider.vault'], stdin: '' },
    { argv: ['render', '-', '--summary'], stdin: good },
    { argv: ['plan', '-'], stdin: good },
    { argv: ['stores', '-'], stdin: good },
    { argv: ['validate', '-'], stdin: good },
    { argv: ['validate', '-'], stdin: broken },
    { argv: ['render', '-'], stdin: broken },
  ];
  /** Lines with a word that does not fit, and examples, which are there to be copied. */
  const isWhole = (line: string, columns: number) =>
    line
      .trim()
      .split(' ')
      .some((word) => word.length > columns / 2) || /^ {2}(?:esr|helm|kustomize|echo) |^usage/.test(line);

  test.each(lines.flatMap((line) => [60, 80, 120].map((columns) => ({ ...line, columns }))))(
    '$argv on $columns columns',
    async ({ argv, stdin, columns }) => {
      const colour = { out: true, error: true };
      const terminal = { columns, errorColumns: columns, hasColour: colour };
      const { stdout, stderr } = await runEsr(argv, { stdin, terminal });
      const shown = `${stdout}${stderr}`;
      const wide = shown.split('\n').filter((line) => displayWidth(line) > columns && !isWhole(line, columns));
      expect(wide).toEqual([]);
      for (const moving of ['\u001b[2J', '\u202e']) expect(shown).not.toContain(moving);
      // Yellow and cyan cannot be read on white, blue not on black.
      for (const faint of [33, 34, 36]) expect(shown).not.toContain(`\u001b[${faint}m`);
    },
  );

  test.each([
    { argv: ['validate', '-'], stdin: broken },
    { argv: ['render', '-', '--summary'], stdin: good },
  ])('nothing is broken or cut where nobody looks: $argv', async ({ argv, stdin }) => {
    const { stdout, stderr } = await runEsr(argv, { stdin });
    expect(`${stdout}${stderr}`).not.toMatch(/…|\n {4}\S/);
    expect(`${stdout}${stderr}`).not.toContain('\u001b');
  });
});
