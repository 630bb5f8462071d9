import { provider } from '../../../plugin/providers/gcp/gcp.ts';
import type { Client } from '../../../plugin/providers/provider.ts';
import { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import { type TestContextOptions, testContext } from '../../support/provider-context.ts';
import type { TestRun } from '../../support/run.ts';
import { testStoreInfo } from '../../support/store-info.ts';

/** A store with the key of a service account. */
export const spec = {
  projectID: 'proj',
  auth: { secretRef: { secretAccessKeySecretRef: { name: 'gcp', key: 'key.json' } } },
};

/** Google Cloud for one test, and a store of it. */
export interface GcpWorld {
  readonly fake: GcpFake;
  /** The run of the last connection. */
  run(): TestRun;
  connect(options?: TestContextOptions, fields?: object): Promise<Client>;
  stop(): Promise<void>;
}

/** What a store with the key needs of its surroundings. */
export function surroundings(fake: GcpFake): TestContextOptions {
  return { env: fake.environment, secrets: { 'default/gcp': { 'key.json': fake.tokens.keyJson(fake.url) } } };
}

/** Starts one; four tries without waits. */
export async function gcpWorld(): Promise<GcpWorld> {
  const fake = await GcpFake.start();
  let open: Awaited<ReturnType<typeof testContext>> | undefined;
  return {
    fake,
    run: () => open?.run as TestRun,
    async connect(options = {}, fields = {}) {
      open = await testContext({
        ...surroundings(fake),
        retrySettings: { maxRetries: 3, retryInterval: '1ms' },
        ...options,
      });
      return await provider.open({ ...spec, ...fields }, testStoreInfo()).connect(open.context);
    },
    async stop() {
      open?.close();
      await fake.close();
    },
  };
}
