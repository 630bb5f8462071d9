import { provider } from '../../../plugin/providers/aws/aws.ts';
import type { Client } from '../../../plugin/providers/provider.ts';
import { AwsFake } from '../../fakes/aws/aws-fake.ts';
import { type TestContextOptions, testContext } from '../../support/provider-context.ts';
import type { TestRun } from '../../support/run.ts';
import { testStoreInfo } from '../../support/store-info.ts';

/** A store of one of the two services. */
export const spec = (service: string) => ({ service, region: 'us-east-1' });

/** AWS for one test, and a store of it. */
export interface AwsWorld {
  readonly fake: AwsFake;
  /** The run of the last connection. */
  run(): TestRun;
  connect(options?: TestContextOptions, fields?: object): Promise<Client>;
  stop(): Promise<void>;
}

/** Starts one; four tries without waits. */
export async function awsWorld(service: string): Promise<AwsWorld> {
  const fake = await AwsFake.start();
  let open: Awaited<ReturnType<typeof testContext>> | undefined;
  return {
    fake,
    run: () => open?.run as TestRun,
    async connect(options = {}, fields = {}) {
      const retrySettings = { maxRetries: 3, retryInterval: '1ms' };
      open = await testContext({ env: fake.environment, retrySettings, ...options });
      return await provider.open({ ...spec(service), ...fields }, testStoreInfo()).connect(open.context);
    },
    async stop() {
      open?.close();
      await fake.close();
    },
  };
}
