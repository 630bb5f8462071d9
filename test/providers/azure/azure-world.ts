import { provider } from '../../../plugin/providers/azure/azure.ts';
import type { Client } from '../../../plugin/providers/provider.ts';
import { AzureFake } from '../../fakes/azure/azure-fake.ts';
import { type TestContextOptions, testContext } from '../../support/provider-context.ts';
import type { TestRun } from '../../support/run.ts';
import { testStoreInfo } from '../../support/store-info.ts';

/** A store with a service principal's secret. */
export const spec = (fake: AzureFake) => ({
  vaultUrl: fake.url,
  tenantId: 'tid',
  authSecretRef: { clientId: { name: 'az', key: 'id' }, clientSecret: { name: 'az', key: 'secret' } },
});

/** Azure for one test, and a store of it. */
export interface AzureWorld {
  readonly fake: AzureFake;
  /** The run of the last connection. */
  run(): TestRun;
  connect(options?: TestContextOptions, fields?: object): Promise<Client>;
  stop(): Promise<void>;
}

/** What a store with the secret needs of its surroundings. */
export function surroundings(fake: AzureFake): TestContextOptions {
  return { env: fake.environment, secrets: { 'default/az': { id: 'client', secret: 'client-pw' } } };
}

/** Starts one; four tries without waits. */
export async function azureWorld(options?: { readonly trusted: boolean }): Promise<AzureWorld> {
  const fake = await AzureFake.start(options);
  let open: Awaited<ReturnType<typeof testContext>> | undefined;
  return {
    fake,
    run: () => open?.run as TestRun,
    async connect(more = {}, fields = {}) {
      open = await testContext({
        ...surroundings(fake),
        retrySettings: { maxRetries: 3, retryInterval: '1ms' },
        ...more,
      });
      return await provider.open({ ...spec(fake), ...fields }, testStoreInfo()).connect(open.context);
    },
    async stop() {
      open?.close();
      await fake.close();
    },
  };
}
