import type { Generator } from './generator.ts';

/** Every generator, by kind. Its code and its SDK load on first use. */
export const generators = {
  Fake: () => import('./fake.ts'),
} satisfies Record<string, () => Promise<{ readonly generator: Generator }>>;
