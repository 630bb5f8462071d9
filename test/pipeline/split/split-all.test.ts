import { faultsOf } from '../../../plugin/errors/esr-error.ts';
import type { ParsedDocument } from '../../../plugin/model/document.ts';
import type { Origin } from '../../../plugin/model/origin.ts';
import { splitAll } from '../../../plugin/pipeline/split/split-all.ts';

const ours = 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: a\n';

function parsed(text: string | Buffer, platform?: string): readonly ParsedDocument[] {
  const source = (name: string, bytes: string | Buffer, origin: Origin) => ({
    name,
    bytes: Buffer.from(bytes),
    origin,
  });
  const trusted = platform === undefined ? [] : [source('p.yaml', platform, 'platform')];
  return splitAll([...trusted, source('in.yaml', text, 'input')]).parsed;
}

function names(text: string | Buffer, platform?: string): readonly string[] {
  return parsed(text, platform).map(({ value }) => {
    const { kind, metadata } = value as { readonly kind: string; readonly metadata?: { readonly name?: string } };
    return `${kind} ${metadata?.name}`;
  });
}

const spellings = [
  ['plain', 'apiVersion: external-secrets.io/v1'],
  ['quoted', `"apiVersion" : 'external-secrets.io/v1'`],
  ['anchored and tagged', 'apiVersion: !!str &v external-secrets.io/v1'],
  ['a block scalar', 'apiVersion: >-\n  external-secrets.io/v1'],
  ['a tagged block scalar', 'apiVersion: !!str |-\n  external-secrets.io/v1'],
  ['a block scalar with a comment', 'apiVersion: >- # folded\n  external-secrets.io/v1'],
  ['anchored on a line of its own', 'apiVersion: &v # the version\n  external-secrets.io/v1'],
  ['on the next line', 'apiVersion:\n  external-secrets.io/v1'],
  ['an alias', 'x-group: &g external-secrets.io/v1\napiVersion: *g'],
  ['escaped', 'apiVersion: "external\\x2dsecrets.io/v1"'],
  ['an explicit key', '? apiVersion\n: external-secrets.io/v1'],
  ['merged', '<<: {apiVersion: external-secrets.io/v1}'],
  ['behind a comment', 'apiVersion: # the group\n  # and its version\n  external-secrets.io/v1'],
  ['behind many blanks', `apiVersion:${' '.repeat(500)}external-secrets.io/v1`],
  ['behind many lines', `apiVersion:${'\n'.repeat(500)}  external-secrets.io/v1`],
  ['under an escaped name', '"api\\u0056ersion": external-secrets.io/v1'],
  ['under a name of escapes, and escaped', '"\\x61\\x70iVersi\\U0000006F\\x6E": "\\u0065xternal-secrets.io/v1"'],
];

describe('splitAll()', () => {
  test.each(spellings)('parses a document whose apiVersion is %s', (_name, apiVersion) => {
    const [document] = parsed(`kind: X\n---\n${apiVersion}\nkind: ExternalSecret\n`);
    expect(document?.value).toMatchObject({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' });
  });

  test('looks through text that is nearly ours in linear time', () => {
    const nearly = [
      'apiVersion:',
      '#apiVersion:\n',
      'apiVersion: # ',
      'apiVersion: > #',
      '"\\x61pi',
      'apiVersion: &',
      '&a ',
    ];
    for (const text of nearly) expect(names(`# external-secrets.io/ \\x\n${text.repeat(200_000)}`)).toEqual([]);
    for (const blank of [' ', '\n', '#\n'])
      expect(names(`# external-secrets.io/\napiVersion:${blank.repeat(1_000_000)}`)).toEqual([]);
  });

  test('parses none of ten thousand others', () => {
    const other =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nrules:\n- apiGroups: [external-secrets.io]\n  resources: ["*"]\n';
    const label = 'kind: Secret\nmetadata:\n  labels:\n    external-secrets.io/type: webhook\n';
    expect(names(`${other}---\n${label}---\nkind: {{ broken }}\n---\n`.repeat(3334))).toEqual([]);
  });

  test('parses what ours may refer to, and what bears a name that ours mention', () => {
    const text = [
      `${ours}spec:\n  target: {name: t}\n  dataFrom: [{x: {serviceAccountRef: {name: sa}, secretRef: {secretName: s}}}]\n`,
      'kind: Namespace\nmetadata: {name: any}\n',
      'kind: "Namesp\\u0061ce"\nmetadata: {name: escaped}\n',
      'metadata:\n  name: owned\n  ownerReferences: [{kind: ConfigMap, name: c}]\nkind: Namespace\n',
      'kind: Secret\nmetadata: {name: t}\n',
      'kind: Secret\nmetadata: {name: "s"}\n',
      'kind: Secret\nmetadata: {name: other}\n',
      'kind: ServiceAccount\nmetadata:\n  name: sa\n',
      '{"kind":"ConfigMap","metadata":{"name":"a"}}\n',
      'kind: ConfigMap\nmetadata: {name: &n zzz, x: *n}\n',
      'kind: SecretProviderClass\nmetadata: {name: t}\n',
      'kind: Deployment\nmetadata: {name: a}\n',
    ];
    expect(names(text.join('---\n'))).toEqual([
      'ExternalSecret a',
      'Namespace any',
      'Namespace escaped',
      'Namespace owned',
      'Secret t',
      'Secret s',
      'ServiceAccount sa',
      'ConfigMap a',
    ]);
  });

  test.each([
    'kind: |-\n  Secret\nmetadata: {name: a}\n',
    'kind: >- # folded\n  Secret\nmetadata: {name: a}\n',
    'kind: !!str |-\n  Secret\nmetadata: {name: a}\n',
    'kind: # why\n  # and more\n  Secret\nmetadata: {name: a}\n',
    'kind: "Secr\\u0065t"\nmetadata: {name: a}\n',
    'x: &k Secret\nkind: *k\nmetadata: {name: a}\n',
    'kind: Secret\nmetadata:\n  name: |-\n    a\n',
    'kind: Secret\nmetadata:\n  name: # why\n    a\n',
    'kind: Secret\nmetadata:\n  name: "\\\n    a"\n',
    'kind: Secret\nmetadata:\n  name: "\\u0061"\n',
  ])('parses what ours may refer to, however it is written: %j', (secret) => {
    expect(names(`${ours}---\n${secret}`)).toEqual(['ExternalSecret a', 'Secret a']);
  });

  test('looks through text that is nearly what ours may refer to in linear time', () => {
    for (const text of ['kind:', '#kind:\n', 'kind: # ', 'kind: > #', 'kind: &', 'kind: "\\', '#name:\n', 'name: > #'])
      expect(names(`${ours}---\n# kind: Secret\n${text.repeat(200_000)}`)).toEqual(['ExternalSecret a']);
  });

  test('passes over a document that ours may refer to and that nobody can read', () => {
    expect(names(`${ours}---\nkind: Secret\nmetadata: {name: a}\nstringData: {\n`)).toEqual(['ExternalSecret a']);
  });

  test('reads trusted documents only when the input has something of ours', () => {
    const store = 'apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: s}\n';
    expect(names('kind: Pod\n', store)).toEqual([]);
    expect(names(ours, store)).toEqual(['ClusterSecretStore s', 'ExternalSecret a']);
  });

  test('passes over what is no mapping', () => {
    expect(names(`- apiVersion: external-secrets.io/v1\n---\n&a external-secrets.io/v1\n`)).toEqual([]);
  });

  test('tells everything that is no YAML at once', () => {
    const broken = `${ours}spec: {\n`;
    let errors: readonly string[] = [];
    try {
      parsed(`${broken}---\n${ours}---\n${broken}`);
    } catch (thrown) {
      errors = (faultsOf(thrown) ?? []).map(({ code, place }) => `${code} ${place?.line}`);
    }
    expect(errors).toEqual(['YAML_SYNTAX 6', 'YAML_SYNTAX 17']);
  });

  test('refuses more documents than the limit', () => {
    const source = { name: 'x', bytes: Buffer.from('a: 1\n---\nb: 2\n'), origin: 'input' as const };
    expect(() => splitAll([source], 1)).toThrow(
      expect.objectContaining({ code: 'TOO_MANY_DOCUMENTS', says: 'the input holds 2 documents; 1 is the most' }),
    );
  });
});

const places = [
  { name: 'a value', text: ours, field: 'metadata.name', want: [4, 9] },
  { name: 'a mapping, at its key', text: ours, field: 'metadata', want: [3, 1] },
  { name: 'what is not there, at what should hold it', text: ours, field: 'metadata.labels["a.b"].c', want: [3, 1] },
  { name: 'the document', text: `# c\n---\n# c\n${ours}`, field: '', want: [4, 1] },
  {
    name: 'behind letters of several bytes',
    text: `${ours}é: {ü: "日本", spec: [x, y]}\n`,
    field: 'é.spec[1]',
    want: [5, 24],
  },
  { name: 'in CRLF', text: `a: 1\r\n---\r\n${ours.replaceAll('\n', '\r\n')}`, field: 'kind', want: [4, 7] },
  { name: 'behind a byte order mark', text: `\ufeff${ours}`, field: 'kind', want: [2, 7] },
  {
    name: 'in an item of a list',
    text: `kind: List\nitems:\n  - ${ours.replaceAll('\n', '\n    ')}\n`,
    field: 'apiVersion',
    want: [3, 17],
  },
  {
    name: 'in a later line of an item',
    text: `kind: List\nitems:\n- ${ours.replaceAll('\n', '\n  ')}\n`,
    field: 'metadata.name',
    want: [6, 11],
  },
  {
    name: 'in JSON in a row',
    text: '{"a":1}{"apiVersion":"external-secrets.io/v1","b":{"c":[1,2]}}',
    field: 'b.c[1]',
    want: [1, 59],
  },
  { name: 'an empty value, at its key', text: `${ours}spec:\n`, field: 'spec', want: [5, 1] },
  { name: 'the last of doubled keys', text: `${ours}x: 1\nx: 2\n`, field: 'x', want: [6, 4] },
  { name: 'a block scalar', text: `${ours}data:\n  "a.b": |\n    x\n`, field: 'data["a.b"]', want: [6, 10] },
];

describe('place()', () => {
  test.each(places)('finds $name', ({ text, field, want }) => {
    const [document] = parsed(text);
    const place = document?.place(field);
    expect([place?.line, place?.column]).toEqual(want);
    expect(place?.file).toBe('in.yaml');
    expect(place?.field).toBe(field === '' ? undefined : field);
  });
});
