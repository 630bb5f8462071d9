// What a daemon saves: esr generate with the work handed over, beside the same with the work done by itself, in turn.
// Usage: npm run build && node bench/serve.mjs [ROUNDS] [PROVIDER]

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadFakes } from './fakes.mjs';

const rounds = Number(process.argv[2] ?? 15);
const only = process.argv[3];
const program = process.env.ESR ?? 'dist/esr.cjs';
const work = mkdtempSync(path.join(os.tmpdir(), 'esr-bench-'));
const { AwsFake, AzureFake, GcpFake, VaultFake, json, certificate } = await loadFakes();

/** Each backend with one secret: its server, its store, and what the environment says of it. */
const backends = {
  'AWS Secrets Manager': async () => {
    const fake = await AwsFake.start();
    fake.secrets.seed([{ name: 'bench', SecretString: 'value' }]);
    const endpoints = Object.keys(fake.environment).map((name) => [name, fake.url]);
    return {
      fake,
      store: 'aws: {service: SecretsManager, region: us-east-1}',
      env: {
        ...Object.fromEntries(endpoints),
        ...{ AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'bench' },
      },
    };
  },
  'GCP Secret Manager': async () => {
    const fake = await GcpFake.start();
    fake.secrets.seed([{ project: 'bench', name: 'bench', versions: [{ data: 'value' }] }]);
    return {
      fake,
      store:
        'gcpsm: {projectID: bench, auth: {secretRef: {secretAccessKeySecretRef: {name: credentials, key: key, namespace: shop}}}}',
      credentials: { key: fake.tokens.keyJson(fake.url) },
      env: { ESR_GCP_ENDPOINT: fake.url, ESR_GCP_TOKEN_ENDPOINT: fake.url },
    };
  },
  'Azure Key Vault': async () => {
    const fake = await AzureFake.start();
    fake.vault.seed({ secrets: [{ name: 'bench', value: 'value' }] });
    const authority = path.join(work, 'ca.pem');
    writeFileSync(authority, certificate().cert);
    return {
      fake,
      store: `azurekv: {vaultUrl: ${fake.url}, tenantId: tid, authSecretRef: {clientId: {name: credentials, key: id, namespace: shop}, clientSecret: {name: credentials, key: secret, namespace: shop}}}`,
      credentials: { id: 'client', secret: 'client-secret' },
      env: { ESR_AZURE_AUTHORITY_HOST: fake.url, NODE_EXTRA_CA_CERTS: authority },
    };
  },
  Vault: async () => {
    const fake = await VaultFake.start();
    fake.tokens.create({ policies: ['root'], ttl: 0 }, 'hvs.bench');
    fake.kv2('secret').write('bench', json({ value: 'value' }));
    return {
      fake,
      store: `vault: {server: ${fake.url}, path: secret, auth: {tokenSecretRef: {name: credentials, key: token, namespace: shop}}}`,
      credentials: { token: 'hvs.bench' },
      env: {},
    };
  },
};

const write = (name, text) => {
  const file = path.join(work, name);
  writeFileSync(file, text);
  return file;
};

/** One ExternalSecret, and as many bytes of other documents. */
function input(bytes) {
  const one =
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: app, namespace: shop}\nspec:\n  secretStoreRef: {kind: ClusterSecretStore, name: bench}\n  data: [{secretKey: value, remoteRef: {key: bench}}]\n';
  const other = (i) =>
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: other-${i}, namespace: shop}\ndata: {text: "${'x'.repeat(900)}"}\n`;
  return one + Array.from({ length: Math.ceil(bytes / 1_000) }, (_, i) => other(i)).join('');
}

/** Starts a daemon; resolves when it listens. */
async function startDaemon(socket, config, env) {
  const argv = [program, 'serve', '--socket', socket, '--config', config];
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  await new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error(log)));
    child.stderr.on('data', (text) => {
      log += text;
      if (log.includes('listening')) resolve();
    });
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { stop, renders: () => log.match(/ rendered /g)?.length ?? 0 };
}

/** Runs the program once; gives its wall time in ms. */
async function run(argv, env) {
  const from = process.hrtime.bigint();
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors] = [[], []];
  child.stdout.on('data', (bytes) => out.push(bytes));
  child.stderr.on('data', (bytes) => errors.push(bytes));
  const status = await new Promise((resolve) => child.on('close', resolve));
  const ms = Number(process.hrtime.bigint() - from) / 1e6;
  const isMade = argv[1] !== 'generate' || Buffer.concat(out).includes('kind: Secret\n');
  if (status !== 0 || errors.length > 0 || !isMade) throw new Error(`exit ${status}\n${Buffer.concat(errors)}`);
  return ms;
}

const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

try {
  const empty = write('empty.cjs', '');
  console.log(`medians of ${rounds} rounds, by that of an empty Node script\n`);
  console.log('                                by itself   by a daemon    saved');
  for (const [name, start] of Object.entries(backends)) {
    if (only !== undefined && !name.toLowerCase().includes(only.toLowerCase())) continue;
    const { fake, store, credentials = {}, env: own } = await start();
    const documents = [
      `apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: bench}\nspec:\n  provider:\n    ${store}\n`,
      `apiVersion: v1\nkind: Secret\nmetadata: {name: credentials, namespace: shop}\nstringData: ${JSON.stringify(credentials)}\n`,
    ];
    write('stores.yaml', documents.join('---\n'));
    const head = 'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\n';
    const config = write('config.yaml', `${head}stores: [stores.yaml]\n`);
    const env = { PATH: process.env.PATH, ...own };
    const socket = path.join(work, 'esr.sock');
    const daemon = await startDaemon(socket, config, env);
    for (const bytes of [0, 10_000_000]) {
      const generate = [program, 'generate', write('input.yaml', input(bytes)), '--config', config];
      // The first one has the daemon load what it needs.
      await run(generate, { ...env, ESR_SOCKET: socket });
      const times = { empty: [], alone: [], together: [] };
      for (let round = 0; round < rounds; round += 1) {
        times.empty.push(await run([empty], env));
        times.alone.push(await run(generate, env));
        times.together.push(await run(generate, { ...env, ESR_SOCKET: socket }));
      }
      const [base, alone, together] = [times.empty, times.alone, times.together].map(median);
      const shown = bytes === 0 ? name : `${name}, 10 MB`;
      const saved = `${Math.round((1 - together / alone) * 100)} %`;
      console.log(
        `${shown.padEnd(30)} ${(alone / base).toFixed(1).padStart(8)} x ${(together / base).toFixed(1).padStart(11)} x ${saved.padStart(8)}`,
      );
    }
    if (daemon.renders() !== 2 * (rounds + 1)) throw new Error('the daemon has not rendered each time');
    await daemon.stop();
    await fake.close();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
