import { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import type { SecretSeed } from '../../fakes/gcp/secret-record.ts';
import type { StartServers } from './run-case.ts';

/** Starts Secret Manager on the loopback with what a case asks for. */
export const startGcp: StartServers = async (server) => {
  const fake = await GcpFake.start();
  const seeds = (server['gcp-sm'] ?? []) as readonly SecretSeed[];
  fake.secrets.seed(seeds);
  return {
    env: { ...fake.environment },
    marks: { GCP_KEY_JSON: fake.tokens.keyJson(fake.url) },
    hidden: gcpValues(seeds),
    calls: () => fake.calls,
    close: () => fake.close(),
  };
};

/** Values that were put there, and the texts inside those that are JSON; short ones occur in any text, as do names. */
function gcpValues(seeds: readonly SecretSeed[]): readonly string[] {
  const texts = seeds.flatMap(({ versions = [] }) => versions.map(({ data = '' }) => data));
  const inner = texts.flatMap((text) => (text.startsWith('{') ? [...text.matchAll(/:\s*"([^"]*)"/g)] : []));
  const names = seeds.flatMap(({ name, location = '' }) => [name, location]).join(' ');
  return [...texts, ...inner.map(([, value = '']) => value)].filter((text) => text.length > 5 && !names.includes(text));
}
