import { importsOf, roomOf, sourceFiles, sourceText } from '../support/rooms.ts';

/** What each room may import; the rooms below it, never those above (ARCHITECTURE.md). */
const below = {
  model: ['errors'],
  go: [],
  errors: ['model'],
  resources: ['go', 'errors', 'model'],
  engines: ['go', 'errors', 'model'],
  providers: ['go', 'errors', 'model'],
  generators: ['providers', 'engines', 'go', 'errors', 'model'],
  trust: ['resources', 'providers', 'engines', 'go', 'errors', 'model'],
  pipeline: ['trust', 'generators', 'providers', 'engines', 'resources', 'go', 'errors', 'model'],
  convert: ['pipeline', 'resources', 'go', 'errors', 'model'],
  serve: ['pipeline', 'trust', 'generators', 'providers', 'engines', 'resources', 'go', 'errors', 'model'],
  cli: [
    'serve',
    'convert',
    'pipeline',
    'trust',
    'generators',
    'providers',
    'engines',
    'resources',
    'go',
    'errors',
    'model',
  ],
  esr: ['cli'],
  index: ['pipeline', 'trust', 'engines', 'errors', 'model', 'go'],
} as const satisfies Record<string, readonly string[]>;

const files = sourceFiles();
const stages = ['load', 'split', 'collect', 'plan', 'fetch', 'assemble', 'template', 'emit', 'push'];
const isOurs = (to: string) => to.endsWith('.ts');

describe('layers', () => {
  test('every room is known', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !Object.hasOwn(below, room))).toEqual([]);
  });

  test.each(Object.keys(below))('%s imports only from the rooms below it', (room) => {
    const allowed: readonly string[] = [room, ...below[room as keyof typeof below]];
    const wrong = files
      .filter((file) => roomOf(file) === room)
      .flatMap((file) =>
        importsOf(file)
          .filter(({ to }) => isOurs(to) && !allowed.includes(roomOf(to)))
          .map(({ to }) => `${file} -> ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  test('a stage never imports another stage', () => {
    const stageOf = (file: string) => /^pipeline\/([^/]+)\//.exec(file)?.[1];
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter(({ to }) => {
          const [from, other] = [stageOf(file), stageOf(to)];
          return [from, other].every((each) => each !== undefined && stages.includes(each)) && from !== other;
        })
        .map(({ to }) => `${file} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  test('no file imports itself round a circle', () => {
    const eager = new Map(
      files.map((file) => [file, importsOf(file).flatMap(({ to, lazy }) => (isOurs(to) && !lazy ? [to] : []))]),
    );
    expect(circleIn(eager)).toEqual([]);
  });

  test('SDKs are imported by providers and generators only', () => {
    const sdk =
      /^(@1password\/|@aws-sdk\/|@azure\/|@google-cloud\/|@smithy\/|google-auth-library|google-gax|node-vault)/;
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter(({ to }) => sdk.test(to) && !['providers', 'generators'].includes(roomOf(file)))
        .map(({ to }) => `${file} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  test('providers and generators are reached from their registries, lazily', () => {
    const contracts = new Set([
      'providers/provider.ts',
      'providers/registry.ts',
      'providers/access.ts',
      'providers/access-registry.ts',
      'generators/generator.ts',
      'generators/registry.ts',
    ]);
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter(
          ({ to, lazy }) =>
            ['providers', 'generators'].includes(roomOf(to)) &&
            !contracts.has(to) &&
            !['providers', 'generators'].includes(roomOf(file)) &&
            !lazy,
        )
        .map(({ to }) => `${file} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('ambient state', () => {
  const rules = [
    { what: 'process', pattern: /\bprocess\.(?!env\b)/, may: /^(esr\.ts|cli\/|serve\/)/ },
    { what: 'console', pattern: /\bconsole\./, may: /^(esr\.ts|cli\/|serve\/)/ },
    { what: 'process.env', pattern: /\bprocess\.env\b/, may: /^(trust\/credentials\.ts|cli\/flags\.ts|esr\.ts)$/ },
    { what: 'the clock', pattern: /\bDate\.now\(|\bnew Date\(\)/, may: /^cli\/|^esr\.ts$|^serve\// },
    { what: 'Math.random', pattern: /\bMath\.random\(/, may: /^$/ },
  ];

  test.each(rules)('$what is read only where it may be', ({ pattern, may }) => {
    const wrong = files.filter((file) => !may.test(file) && pattern.test(codeOf(file)));
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  test('none is longer than 300 lines', () => {
    const long = files.filter((file) => sourceText(file).split('\n').length > 301);
    expect(long).toEqual([]);
  });

  test('there is no any, enum or default export', () => {
    const wrong = files.filter((file) =>
      /:\s*any\b|\bas any\b|<any>|^\s*(export )?(const )?enum\b|^export default\b/m.test(codeOf(file)),
    );
    expect(wrong).toEqual([]);
  });
});

function codeOf(file: string): string {
  return sourceText(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '');
}

function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const state = new Map<string, 'open' | 'done'>();
  const path: string[] = [];
  const visit = (file: string): readonly string[] | undefined => {
    if (state.get(file) === 'done') return undefined;
    if (state.get(file) === 'open') return [...path.slice(path.indexOf(file)), file];
    state.set(file, 'open');
    path.push(file);
    for (const to of graph.get(file) ?? []) {
      const circle = visit(to);
      if (circle !== undefined) return circle;
    }
    path.pop();
    state.set(file, 'done');
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = visit(file);
    if (circle !== undefined) return circle;
  }
  return [];
}
