import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gcpAccessToken } from '../../../plugin/providers/gcp/credentials.ts';
import { type GcpAuthFields, readGcpAuth } from '../../../plugin/providers/gcp/gcp-auth.ts';
import type { ProviderContext } from '../../../plugin/providers/provider.ts';
import { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import { type TestContextOptions, testContext, testObject } from '../../support/provider-context.ts';
import { type ConfigParts, type TestRun, testRun } from '../../support/run.ts';
import { testStoreInfo } from '../../support/store-info.ts';

/** What a sign-in finds around it. */
export interface Around extends TestContextOptions {
  readonly config?: ConfigParts;
  readonly purpose?: TestRun['purpose'];
}

/** Google Cloud for one test of sign-ins, and a folder. */
export interface SignInWorld {
  readonly fake: GcpFake;
  readonly folder: string;
  /** The run of the last sign-in. */
  run(): TestRun;
  /** A context over it; of `render` by a platform's store unless said otherwise. */
  context(around?: Around): Promise<ProviderContext>;
  /** Signs in and gives the token, or the codes of the faults. */
  signIn(auth: GcpAuthFields, around?: Around, projectId?: string): Promise<string>;
  /** A token of ServiceAccount `default/reader`, as the configuration names it. */
  tokens(): Promise<ConfigParts>;
  stop(): Promise<void>;
}

/** ServiceAccount `default/reader`. */
export const account = (annotations = {}) => testObject('ServiceAccount', 'default/reader', {}, { annotations });
/** Annotations that name a service account of Google Cloud. */
export const annotated = { 'iam.gke.io/gcp-service-account': 'reader@proj.iam.gserviceaccount.com' };

/** Starts one. */
export async function signInWorld(): Promise<SignInWorld> {
  const fake = await GcpFake.start();
  const folder = await mkdtemp(join(tmpdir(), 'gcp-'));
  let open: Awaited<ReturnType<typeof testContext>> | undefined;
  const context = async ({ config = {}, purpose = 'render', ...options }: Around = {}) => {
    const env = { ...fake.environment, HOME: folder, ...options.env };
    open = await testContext({ ...options, run: testRun({ config, purpose }), env });
    return open.context;
  };
  return {
    fake,
    folder,
    run: () => open?.run as TestRun,
    context,
    async signIn(auth, around, projectId = '') {
      return await gcpAccessToken(readGcpAuth(auth, testStoreInfo(), projectId), await context(around)).then(
        ({ token }) => token.reveal().toString(),
        (thrown) => (thrown.errors ?? [thrown]).map(({ code }: { code: string }) => code).join(),
      );
    },
    async tokens() {
      const file = join(folder, 'token');
      await writeFile(file, 'the-account-token\n');
      return { credentials: { tokens: { 'default/reader': file } } };
    },
    async stop() {
      open?.close();
      await fake.close();
      await rm(folder, { recursive: true });
    },
  };
}
