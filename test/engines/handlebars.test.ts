import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { type Execution, engines } from '../../plugin/engines/engine.ts';
import { bytesOf, textOf } from '../../plugin/go/byte-string.ts';

const secret: Readonly<Record<string, string>> = {
  username: 'app',
  password: 'p<&>"w',
  host: 'db.example',
  port: '5432',
  blank: '',
  'my-key': 'dash',
  title: 'a title',
  json: '{"name":"shop","ports":[80,443],"tls":{"off":false,"on":true},"zero":0,"none":null,"pi":1234567.5}',
};

async function render(
  template: string,
  data: Readonly<Record<string, string>> = secret,
  options: Partial<Execution> = {},
): Promise<string> {
  const { engine } = await engines.handlebars();
  const compiled = await engine.compile(bytesOf(template), 'out');
  const bytes = new Map(Object.entries(data).map(([key, value]) => [bytesOf(key), bytesOf(value)]));
  const execution: Execution = {
    now: () => Date.UTC(2026, 0, 15),
    random: { bytes: randomBytes },
    missingKey: 'error',
    maxSteps: 100_000,
    maxOutputBytes: 100_000,
    ...options,
  };
  return textOf(compiled.execute(bytes, execution));
}

type Row = readonly [does: string, template: string, want: string];

describe('as Handlebars does', () => {
  const original = Handlebars.create();
  original.registerHelper('fromJson', (text: string) => JSON.parse(text) as unknown);
  original.registerHelper('upper', (text: string) => text.toUpperCase());

  test.each([
    ['values are not escaped', '{{password}} {{{password}}} {{&password}}'],
    ['names with signs', '{{my-key}} {{[my-key]}} {{this.my-key}} {{./host}}'],
    ['if, else if, else', '{{#if blank}}a{{else if host}}b{{else}}c{{/if}}{{#unless blank}}d{{/unless}}'],
    ['lines that hold only a tag go', 'a\n  {{#if host}}\n  b\n  {{else}}\n  c\n  {{/if}}\nd\n  {{! x }}\ne'],
    ['white space goes where it is said', 'a  {{~host~}}  b\n{{~#if host~}}\n c \n{{~/if~}}\n d'],
    [
      'each over a list',
      '{{#with (fromJson json)}}{{#each ports}}{{@index}}={{this}}{{#unless @last}},{{/unless}}{{/each}}{{/with}}',
    ],
    [
      'each over a map',
      '{{#with (fromJson json)}}{{#each tls as |on key|}}{{key}}:{{on}}/{{@first}} {{/each}}{{/with}}',
    ],
    ['else of an empty each', '{{#each nothing}}x{{else}}none{{/each}}'],
    [
      'contexts',
      '{{#with (fromJson json)}}{{name}}{{#with tls}}{{../name}}{{@root.host}}{{../../port}}{{/with}}{{/with}}',
    ],
    [
      'sections',
      '{{#with (fromJson json)}}{{#tls}}{{on}}{{/tls}}{{#zero}}0{{/zero}}{{^none}}-{{/none}}{{#ports}}[{{this}}]{{/ports}}{{/with}}',
    ],
    [
      'zero and an empty text',
      '{{#with (fromJson json)}}{{#if zero}}a{{/if}}{{#if zero includeZero=true}}b{{/if}}{{/with}}{{#blank}}c{{/blank}}',
    ],
    ['lookup', '{{lookup (fromJson json) "name"}}{{#with (fromJson json)}}{{ports.[1]}} {{ports.length}}{{/with}}'],
    ['escaped tags', '\\{{host}} \\\\{{host}}'],
    ['calls in calls', '{{upper (upper host)}}'],
    ['named parts', '{{#*inline "row"}}<{{host}}{{#if extra}}{{extra}}{{/if}}>{{/inline}}{{> row}}{{> row extra="!"}}'],
    ['a part keeps its indentation', '{{#*inline "p"}}\na\nb\n{{/inline}}\n  {{> p}}\nc'],
    [
      'a part with a block',
      '{{#*inline "box"}}[{{> @partial-block}}]{{/inline}}{{#> box}}{{host}}{{/box}}{{#> none}}alone{{/none}}',
    ],
    ['numbers are plain', '{{#with (fromJson json)}}{{pi}} {{zero}}{{/with}}'],
  ])('%s', async (_, template) => {
    const wanted = original.compile(template, { noEscape: true })(secret);
    expect(await render(template)).toBe(wanted);
  });
});

const functions: readonly Row[] = [
  ['functions of the other engine are helpers', '{{b64enc (printf "%s:%s" username password)}}', 'YXBwOnA8Jj4idw=='],
  ['a block is the last argument', '{{#b64enc}}{{username}}:{{password}}{{/b64enc}}', 'YXBwOnA8Jj4idw=='],
  ['a block with arguments before it', '{{#indent 2}}a\nb{{/indent}}', '  a\n  b'],
  ['a value comes before a helper of its name', '{{title}} {{title "x y"}}', 'a title X Y'],
  ['a helper without arguments', '{{now.Year}}|{{#with (now)}}{{Year}}{{/with}}', '2026'],
  ['named arguments make a map', '{{toJson (dict user=username port=port)}}', '{"port":"5432","user":"app"}'],
  ['the whole of the data', '{{toYaml (pick this "host" "port")}}', 'host: db.example\nport: "5432"'],
  [
    'numbers and texts of digits convert',
    '{{add port 1}} {{repeat "2" "ab"}} {{trunc 2.0 host}} {{upper 12}}',
    '5433 abab db 12',
  ],
  ['truth converts', '{{ternary "yes" "no" host}} {{ternary "yes" "no" blank}}', 'yes no'],
  [
    'absent values have a default',
    '{{default "x" nothing}} {{default "x" blank}} {{default "x" host}}',
    'x x db.example',
  ],
  [
    'comparisons',
    '{{eq port 5432}} {{eq port "5432" "1"}} {{ne host "x"}} {{lt 9 "10"}} {{ge "b" "a"}} {{eq nothing null}}',
    'true true true true true true',
  ],
  ['and, or, not give values', '{{and host port}} {{or blank host}} {{not blank}}', '5432 db.example true'],
  [
    'certificates have fields',
    '{{#with (genSelfSignedCertWithKey "x" null null 1 (genPrivateKey "ed25519"))}}{{trunc 27 Cert}}{{/with}}',
    '-----BEGIN CERTIFICATE-----',
  ],
  ['a seedless date', '{{date "2006-01-02" (now)}}', '2026-01-15'],
  ['raw blocks', '{{{{raw}}}}{{host}}{{{{/raw}}}}', '{{host}}'],
  ['maps are gone through in order', '{{#each (fromJson "{\\"b\\":1,\\"a\\":2}")}}{{@key}}{{/each}}', 'ab'],
];

describe('functions', () => {
  test.each(functions.filter(([does]) => does !== 'a helper without arguments'))('%s', async (_, template, want) => {
    expect(await render(template)).toBe(want);
  });

  test('a helper without arguments', async () => {
    expect(await render('{{#with (now)}}{{Year}}-{{Month}}{{/with}}')).toBe('2026-January');
    expect(await render('{{uuidv4}}')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('keys that JavaScript objects have are only keys', () => {
  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s', async (key) => {
    const data = JSON.parse(`{"${key}":"mine"}`) as Record<string, string>;
    expect(await render(`{{${key}}} {{lookup this "${key}"}} {{this.${key}}}`, data)).toBe('mine mine mine');
    await expect(render(`{{this.${key}}}`, {})).rejects.toMatchObject({ code: 'TEMPLATE_EXECUTE' });
    await expect(render(`{{host.${key}}}`)).rejects.toMatchObject({ code: 'TEMPLATE_EXECUTE' });
    expect(await render(`{{#each (list 1)}}{{@${key}}}{{/each}}`, {}, { missingKey: 'default' })).toBe('');
  });
});

describe('errors', () => {
  test.each([
    ['a name of nothing', 'a\n  {{hst}}', 'TEMPLATE_EXECUTE', '2:3', '"hst" is not defined', /did you mean "host"/],
    ['a member of nothing', '{{nothing.x}}', 'TEMPLATE_EXECUTE', '1:1', '"nothing.x" is not defined', /default/],
    ['a member of a text', '{{host.x}}', 'TEMPLATE_EXECUTE', '1:1', 'looked for in what is a text', undefined],
    [
      'an unknown helper, in a branch never taken',
      '{{#if blank}}{{uper host}}{{/if}}',
      'TEMPLATE_PARSE',
      '1:16',
      'no helper named "uper"',
      /upper/,
    ],
    [
      'an unknown helper inside a call',
      '{{upper (nope host)}}',
      'TEMPLATE_PARSE',
      '1:10',
      'no helper named "nope"',
      undefined,
    ],
    ['a block helper without a block', '{{if host}}', 'TEMPLATE_PARSE', '1:3', 'if is for blocks', undefined],
    ['log', '{{log host}}', 'TEMPLATE_PARSE', '1:3', 'it would show a value', undefined],
    [
      'a block that is not closed',
      'x\n{{#if host}}',
      'TEMPLATE_PARSE',
      '2:11',
      'unexpected end of the template',
      undefined,
    ],
    [
      'a block that is closed by another',
      '{{#if host}}{{/each}}',
      'TEMPLATE_PARSE',
      '1:4',
      "if doesn't match each",
      undefined,
    ],
    ['a sign that has no place', '{{a b=}}', 'TEMPLATE_PARSE', '1:6', 'unexpected', undefined],
    [
      'too few arguments',
      '{{replace "a"}}',
      'TEMPLATE_EXECUTE',
      '1:1',
      'replace takes 3 arguments, and got 1',
      undefined,
    ],
    [
      'an argument of a wrong kind',
      '{{trunc host host}}',
      'TEMPLATE_EXECUTE',
      '1:1',
      'trunc: argument 1 must be a whole number, and is a text',
      undefined,
    ],
    [
      'an absent argument',
      '{{upper nothing}}',
      'TEMPLATE_EXECUTE',
      '1:1',
      'argument 1 must be a text, and is missing',
      undefined,
    ],
    [
      'named arguments where there are none',
      '{{upper x=host}}',
      'TEMPLATE_EXECUTE',
      '1:1',
      'upper takes no named arguments',
      undefined,
    ],
    ['a list in the text', '{{splitList "." host}}', 'TEMPLATE_EXECUTE', '1:1', 'is a list or a map', /join/],
    [
      'each over a text',
      '{{#each host}}x{{/each}}',
      'TEMPLATE_EXECUTE',
      '1:1',
      '#each goes through lists and maps',
      /splitList/,
    ],
    ['a decorator', '{{* x}}', 'TEMPLATE_EXECUTE', '1:1', 'decorators', undefined],
    ['an unknown partial', '{{> x}}', 'TEMPLATE_EXECUTE', '1:1', 'no partial named "x"', /inline/],
    [
      'a partial without end',
      '{{#*inline "x"}}{{> x}}{{/inline}}{{> x}}',
      'TEMPLATE_BUDGET',
      '1:17',
      'deep',
      undefined,
    ],
    [
      'blocks without end',
      '{{#if host}}'.repeat(200),
      'TEMPLATE_PARSE',
      '1:601',
      'nested more than 100 deep',
      undefined,
    ],
    [
      'a loop of loops',
      '{{#each (until 999)}}{{#each (until 999)}}x{{/each}}{{/each}}',
      'TEMPLATE_BUDGET',
      undefined,
      'steps',
      undefined,
    ],
    ['a text without end', '{{repeat 200000 host}}', 'TEMPLATE_BUDGET', undefined, 'larger than', undefined],
    ['a failing function', '{{mustFromJson host}}', 'TEMPLATE_EXECUTE', '1:1', 'mustFromJson: invalid JSON', undefined],
  ])('%s', async (_, template, code, at, says, hint) => {
    const error = await render(template).then(
      (output) => ({ output }) as never,
      (thrown: unknown) =>
        thrown as { code: string; says: string; hint?: string; place: { line: number; column: number } },
    );
    expect({ code: error.code, says: error.says }).toEqual({ code, says: expect.stringContaining(says) as string });
    if (at !== undefined) expect(`${error.place.line}:${error.place.column}`).toBe(at);
    if (hint !== undefined) expect(error.hint).toMatch(hint);
  });

  test.each([
    '{{mustFromJson password}}',
    '{{fail password}}',
    '{{#each password}}{{/each}}',
    '{{trunc password "x"}}',
    '{{password.x}}',
    '{{lt password true}}',
    '{{mustToDate "2006" password}}',
    '{{> (upper password)}}',
    '{{genSelfSignedCert "x" (list password) null 1}}',
  ])('show no value: %s', async (template) => {
    const error = await render(template, { password: 'hunter2hunter2' }, { maxSteps: 10_000_000 }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'TEMPLATE_EXECUTE' });
    expect(JSON.stringify([String(error), error])).not.toMatch(/hunter2/i);
  });

  test('randomness is refused where it is not given', async () => {
    const { engine } = await engines.handlebars();
    const compiled = await engine.compile(bytesOf('{{uuidv4}}'), 'out');
    const run = () =>
      compiled.execute(new Map(), { now: () => 0, missingKey: 'error', maxSteps: 10, maxOutputBytes: 10 });
    expect(run).toThrow('random values are refused here');
  });
});

describe('values', () => {
  test('bytes that are no text pass', async () => {
    const { engine } = await engines.handlebars();
    const compiled = await engine.compile(bytesOf('é{{key}}'), 'out');
    const execution: Execution = { now: () => 0, missingKey: 'error', maxSteps: 10, maxOutputBytes: 10 };
    const bytes = Buffer.from([0xff, 0x00, 0x80]).toString('latin1');
    expect(compiled.execute(new Map([[bytesOf('key'), bytes as never]]), execution)).toBe(`\xc3\xa9${bytes}`);
  });

  test('absent names are empty where they may be', async () => {
    expect(await render('[{{nothing}}{{a.b}}]', {}, { missingKey: 'default' })).toBe('[]');
  });

  test('the same text is compiled once', async () => {
    const { engine } = await engines.handlebars();
    const [first, second] = [await engine.compile(bytesOf('{{x}}'), 'n'), await engine.compile(bytesOf('{{x}}'), 'n')];
    expect(second).toBe(first);
  });
});

describe('docs/templates-handlebars.md', () => {
  const page = readFileSync(join(__dirname, '../../docs/templates-handlebars.md'), 'utf8');
  const examples = [...page.matchAll(/<!-- example: (\w+) (\w+) -->\n```\w+\n([^`]+)```/g)];
  const data = {
    username: 'app',
    password: 'p@ss/word',
    host: 'db.example',
    port: '',
    database: 'shop',
    registry: 'registry.example',
    settings: '{"hosts":["a","b"]}',
  };
  const parse = (text: string) => (text.startsWith('{') ? (JSON.parse(text) as unknown) : text.trim());
  const wanted = new Map<string, unknown>([
    ['url', 'postgresql://app:p%40ss%2Fword@db.example:5432/shop'],
    [
      'docker',
      { auths: { 'registry.example': { username: 'app', password: 'p@ss/word', auth: 'YXBwOnBAc3Mvd29yZA==' } } },
    ],
    ['json', '- a\n- b'],
  ]);

  test('has examples', () => {
    expect(examples).toHaveLength(7);
  });

  test.each(examples.map(([, name = '', language = '', text = '']) => ({ name, language, text })))(
    '$name in $language gives what it says',
    async ({ name, language, text }) => {
      const { engine } = language === 'handlebars' ? await engines.handlebars() : await engines.gotemplate();
      const compiled = await engine.compile(bytesOf(text), 'out');
      const bytes = new Map(Object.entries(data).map(([key, value]) => [bytesOf(key), bytesOf(value)]));
      const execution: Execution = { now: () => 0, missingKey: 'error', maxSteps: 10_000, maxOutputBytes: 10_000 };
      expect(parse(textOf(compiled.execute(bytes, execution)))).toEqual(wanted.get(name));
    },
  );
});
