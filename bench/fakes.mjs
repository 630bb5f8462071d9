import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Compiles the loopback servers of the tests, and gives what they export. */
export async function loadFakes() {
  const folder = path.join(root, 'node_modules/.cache', `bench-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    await build({
      stdin: {
        contents: `
          export { AwsFake } from './test/fakes/aws/aws-fake.ts';
          export { AzureFake } from './test/fakes/azure/azure-fake.ts';
          export { GcpFake } from './test/fakes/gcp/gcp-fake.ts';
          export { KubernetesFake } from './test/fakes/kubernetes.ts';
          export { json } from './test/fakes/vault/fields.ts';
          export { VaultFake } from './test/fakes/vault/vault-fake.ts';
          export { certificate } from './test/support/certificate.ts';`,
        resolveDir: root,
        loader: 'ts',
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      outfile: path.join(folder, 'fakes.mjs'),
      logLevel: 'error',
    });
    return await import(pathToFileURL(path.join(folder, 'fakes.mjs')).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
