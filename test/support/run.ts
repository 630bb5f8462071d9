import { randomBytes } from 'node:crypto';
import type { RenderConfig } from '../../plugin/model/config.ts';
import type { Run, Warning } from '../../plugin/model/run.ts';

/** Parts of a configuration, one level deep merged into the defaults. */
export type ConfigParts = { readonly [K in keyof RenderConfig]?: Partial<RenderConfig[K]> | RenderConfig[K] };

/** A run for tests, and what it was told. */
export interface TestRun extends Run {
  readonly warnings: readonly Warning[];
  /** What the redactor was told, as text. */
  readonly concealed: ReadonlySet<string>;
}

/** The configuration's defaults as `trust/config.ts` fills them in. */
const defaults: RenderConfig = {
  stores: [],
  controllerClass: 'default',
  emptyResult: 'error',
  random: 'refuse',
  merge: 'error',
  genericTargets: 'deny',
  findKeys: 'eso',
  engine: 'gotemplate',
  emit: { esoMetadata: false, keep: false, rollout: 'off' },
  policy: { inputStores: 'restrict', namespaces: 'restrict', rules: [] },
  credentials: { tokens: {} },
  cluster: { enabled: false },
  generators: {},
  push: {},
  limits: {
    timeoutMs: 45_000,
    requestTimeoutMs: 10_000,
    concurrency: 16,
    maxInputBytes: 1 << 28,
    maxDocuments: 100_000,
    maxReferences: 100_000,
    templateSteps: 10_000_000,
    templateOutputBytes: 1 << 25,
  },
  validate: { disable: [] },
};

/** Makes a configuration from the parts that matter to a test. */
export function testConfig(parts: ConfigParts = {}): RenderConfig {
  const merged = new Map<string, unknown>(Object.entries(defaults));
  for (const [name, part] of Object.entries(parts)) {
    const isGroup = typeof part === 'object' && part !== null && !Array.isArray(part);
    merged.set(name, isGroup ? { ...(merged.get(name) as object), ...part } : part);
  }
  return Object.fromEntries(merged) as unknown as RenderConfig;
}

/** Makes a run: `render` by default, with real randomness, and the clock of the machine. */
export function testRun(parts: Partial<Omit<Run, 'config'>> & { readonly config?: ConfigParts } = {}): TestRun {
  const warnings: Warning[] = [];
  const concealed = new Set<string>();
  return {
    application: {},
    purpose: 'render',
    signal: new AbortController().signal,
    now: () => Date.now(),
    random: () => ({ bytes: (count) => randomBytes(count) }),
    seeded: false,
    warn: (warning) => void warnings.push(warning),
    conceal: (value) => void concealed.add(Buffer.from(value as Uint8Array).toString('utf8')),
    ...parts,
    config: testConfig(parts.config),
    warnings,
    concealed,
  };
}
