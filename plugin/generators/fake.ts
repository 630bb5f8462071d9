import { Sensitive } from '../model/sensitive.ts';
import type { Generator } from './generator.ts';

// Fake: the values that stand in its own document. ESO: generators/v1/fake/fake.go.

/** Values that stand in its own document. */
export const generator: Generator = {
  random: false,
  outputs: ({ data }) => Object.keys(Object(data) as object),
  async generate(spec) {
    const { data } = spec as { data?: Readonly<Record<string, string>> };
    return new Map(Object.entries(data ?? {}).map(([key, value]) => [key, new Sensitive(value)]));
  },
};
