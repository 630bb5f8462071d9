import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAzureSpec } from '../../../plugin/providers/azure/azure-spec.ts';
import { azureToken } from '../../../plugin/providers/azure/credentials.ts';
import type { ProviderContext } from '../../../plugin/providers/provider.ts';
import { AzureFake } from '../../fakes/azure/azure-fake.ts';
import { type TestContextOptions, testContext } from '../../support/provider-context.ts';
import { type ConfigParts, type TestRun, testRun } from '../../support/run.ts';
import { testStoreInfo } from '../../support/store-info.ts';

/** What a token for Key Vault is asked for. */
export const scope = 'https://vault.azure.net/.default';

/** What a sign-in finds around it. */
export interface Around extends TestContextOptions {
  readonly config?: ConfigParts;
  readonly purpose?: TestRun['purpose'];
}

/** Azure for one test of sign-ins, and a folder. */
export interface SignInWorld {
  readonly fake: AzureFake;
  readonly folder: string;
  /** The run of the last sign-in. */
  run(): TestRun;
  /** A context over it; of `render` by a platform's store unless said otherwise. */
  context(around?: Around): Promise<ProviderContext>;
  /** Signs in and gives the token, or the code of the fault. */
  signIn(fields: object, around?: Around): Promise<string>;
  stop(): Promise<void>;
}

/** Starts one. */
export async function signInWorld(): Promise<SignInWorld> {
  const fake = await AzureFake.start();
  const folder = await mkdtemp(join(tmpdir(), 'azure-'));
  let open: Awaited<ReturnType<typeof testContext>> | undefined;
  const context = async ({ config = {}, purpose = 'render', ...options }: Around = {}) => {
    open = await testContext({
      ...options,
      run: testRun({ config, purpose }),
      env: { ...fake.environment, ...options.env },
    });
    return open.context;
  };
  return {
    fake,
    folder,
    run: () => open?.run as TestRun,
    context,
    async signIn(fields, around) {
      const { auth } = readAzureSpec({ vaultUrl: fake.url, ...fields } as never, testStoreInfo());
      return await azureToken(auth, scope, await context(around)).then(
        ({ token }) => token.reveal().toString(),
        (thrown) => thrown.code as string,
      );
    },
    async stop() {
      open?.close();
      await fake.close();
      await rm(folder, { recursive: true });
    },
  };
}
