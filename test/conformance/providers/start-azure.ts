import { AzureFake } from '../../fakes/azure/azure-fake.ts';
import type { VaultSeed } from '../../fakes/azure/vault-record.ts';
import type { StartServers } from './run-case.ts';

/** Starts a vault on the loopback with what a case asks for. */
export const startAzure: StartServers = async (server) => {
  const fake = await AzureFake.start();
  const seeds = (server['azure-kv'] ?? []) as readonly VaultSeed[];
  for (const seed of seeds) fake.vault.seed(seed);
  return {
    env: { ...fake.environment },
    marks: { AZURE_VAULT_URL: fake.url },
    hidden: azureValues(seeds),
    calls: () => fake.calls,
    close: () => fake.close(),
  };
};

/** Values that were put there, and the texts inside those that are JSON; short ones occur in any text. */
function azureValues(seeds: readonly VaultSeed[]): readonly string[] {
  const secrets = seeds.flatMap(({ secrets = [] }) => secrets);
  const texts = secrets.flatMap(({ value = '', versions = [] }) => [value, ...versions.map((one) => one.value ?? '')]);
  const inner = texts.flatMap((text) => (text.startsWith('{') ? [...text.matchAll(/:\s*"([^"]*)"/g)] : []));
  return [...texts, ...inner.map(([, value = '']) => value)].filter((text) => text.length > 5);
}
