import type { EsrError } from '../../plugin/errors/esr-error.ts';
import { renderText } from './render-text.ts';
import { type TestRun, testRun } from './run.ts';

/** What a generator's test gives besides the spec. */
export interface GenerateOptions {
  readonly run?: TestRun;
  /** Secrets beside it, by name. */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Further documents beside it. */
  readonly documents?: readonly object[];
  readonly name?: string;
  readonly target?: object;
  readonly externalSecret?: string;
  readonly entry?: object;
}

/** What a generator gave, through the whole line. */
export interface Generated {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly EsrError[];
  readonly run: TestRun;
}

/** Renders an ExternalSecret in namespace `shop` that takes everything from one generator. */
export async function generate(kind: string, spec: object, options: GenerateOptions = {}): Promise<Generated> {
  const { run = testRun(), secrets = {}, documents = [], name = 'gen', target = {}, entry = {} } = options;
  const namespace = 'shop';
  const apiVersion = 'generators.external-secrets.io/v1alpha1';
  const all = [
    ...Object.entries(secrets).map(([secret, data]) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: secret, namespace },
      stringData: data,
    })),
    ...documents,
    { apiVersion, kind, metadata: { name, namespace }, spec },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: options.externalSecret ?? 'app', namespace },
      spec: { target, dataFrom: [{ sourceRef: { generatorRef: { apiVersion, kind, name } }, ...entry }] },
    },
  ];
  const { errors, rendered } = await renderText(all.map((one) => JSON.stringify(one)).join('\n---\n'), run);
  const [secret] = rendered;
  const data = secret?.form === 'secret' ? [...secret.data] : [];
  return { values: Object.fromEntries(data.map(([key, value]) => [key, value.reveal().toString()])), errors, run };
}
