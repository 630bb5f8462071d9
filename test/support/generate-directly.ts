import type { Generator } from '../../plugin/generators/generator.ts';
import { generators } from '../../plugin/generators/registry.ts';
import type { JsonObject } from '../../plugin/model/document.ts';
import { type TestContextOptions, testContext } from './provider-context.ts';

/** What a generator is run with, beside its spec. */
export interface DirectOptions extends TestContextOptions {
  /** Trusted in place of the system's roots: for services that are asked over TLS alone. */
  readonly ca?: string;
}

/** Runs one generator in namespace `shop`, over the real transport. */
export async function generateDirectly(
  kind: keyof typeof generators,
  spec: JsonObject,
  { ca, ...options }: DirectOptions = {},
): Promise<Readonly<Record<string, string>>> {
  const { context, run, close } = await testContext({ usedFrom: 'shop', ...options });
  try {
    const { generator } = (await generators[kind]()) as { readonly generator: Generator };
    const info = {
      kind,
      name: 'gen',
      namespace: 'shop',
      place: (field: string) => ({ file: 'test.yaml', field: `spec.${field}` }),
    };
    const values = await generator.generate(spec, info, {
      ...context,
      http: (url, request) => context.http(url, { ...(ca === undefined ? {} : { ca }), ...request }),
      random: () => run.random(kind),
      fresh: run.random(kind),
      mayLeaveBehind: true,
    });
    return Object.fromEntries([...values].map(([key, value]) => [key, value.reveal().toString()]));
  } finally {
    close();
  }
}
