// What 1,000 references over 100 distinct secrets cost when each request travels 20 ms, provider by provider: in round trips,
// so that a slow machine changes little (budget: 25). Usage: npm run build && node bench/latency.mjs [ROUNDS] [PROVIDER]

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadFakes } from './fakes.mjs';
import { startRelay } from './round-trip.mjs';

const [near, far] = [20, 420];
const remotes = Array.from({ length: 100 }, (_, i) => `bench-app-${i}`);
const properties = Array.from({ length: 10 }, (_, i) => `p${i}`);
const value = (remote) => Object.fromEntries(properties.map((property) => [property, `${remote}:${property}`]));

const rounds = Number(process.argv[2] ?? 5);
const only = process.argv[3];
const work = mkdtempSync(path.join(os.tmpdir(), 'esr-bench-'));
const { AwsFake, AzureFake, GcpFake, KubernetesFake, VaultFake, json, certificate } = await loadFakes();

/** Each backend: a server with the 100 secrets, and the store that reads from it at an address. */
const backends = {
  'AWS Secrets Manager': async () => {
    const fake = await AwsFake.start();
    fake.secrets.seed(remotes.map((name) => ({ name, SecretString: JSON.stringify(value(name)) })));
    return aws(fake, 'SecretsManager', (name) => name);
  },
  'AWS Parameter Store': async () => {
    const fake = await AwsFake.start();
    const seeds = remotes.map((name) => ({
      name: `/${name}`,
      type: 'SecureString',
      value: JSON.stringify(value(name)),
    }));
    fake.parameters.seed(seeds);
    return aws(fake, 'ParameterStore', (name) => `/${name}`);
  },
  Vault: async () => {
    const fake = await VaultFake.start();
    fake.tokens.create({ policies: ['root'], ttl: 0 }, 'hvs.bench');
    const engine = fake.kv2('secret');
    for (const name of remotes) engine.write(name, json(value(name)));
    return {
      fake,
      store: (url) => `vault: {server: ${url}, path: secret, auth: {tokenSecretRef: {name: credentials, key: token}}}`,
      credentials: { token: 'hvs.bench' },
    };
  },
  'GCP Secret Manager': async () => {
    const fake = await GcpFake.start();
    const versions = (name) => [{ data: JSON.stringify(value(name)) }];
    fake.secrets.seed(remotes.map((name) => ({ project: 'bench', name, versions: versions(name) })));
    return {
      fake,
      store: () =>
        'gcpsm: {projectID: bench, auth: {secretRef: {secretAccessKeySecretRef: {name: credentials, key: account}}}}',
      credentials: (url) => ({ account: fake.tokens.keyJson(url) }),
      env: (url) => ({ ESR_GCP_ENDPOINT: url, ESR_GCP_TOKEN_ENDPOINT: url }),
    };
  },
  'Azure Key Vault': async () => {
    const fake = await AzureFake.start();
    fake.vault.seed({ secrets: remotes.map((name) => ({ name, value: JSON.stringify(value(name)) })) });
    const authority = path.join(work, 'ca.pem');
    writeFileSync(authority, certificate().cert);
    return {
      fake,
      store: (url) =>
        `azurekv: {vaultUrl: ${url}, tenantId: tid, authSecretRef: {clientId: {name: credentials, key: id}, clientSecret: {name: credentials, key: secret}}}`,
      credentials: { id: 'client', secret: 'client-secret' },
      env: (url) => ({ ESR_AZURE_AUTHORITY_HOST: url, NODE_EXTRA_CA_CERTS: authority }),
    };
  },
  Kubernetes: async () => {
    const fake = await KubernetesFake.start();
    for (const name of remotes) fake.seed({ name, namespace: 'shop', data: value(name) });
    return {
      fake,
      store: (url) =>
        `kubernetes: {remoteNamespace: shop, server: {url: ${url}}, auth: {token: {bearerToken: {name: credentials, key: token, namespace: shop}}}}`,
      credentials: { token: fake.token },
    };
  },
};

function aws(fake, service, key) {
  return {
    fake,
    key,
    store: () => `aws: {service: ${service}, region: us-east-1}`,
    credentials: {},
    env: (url) => ({
      ...Object.fromEntries(Object.keys(fake.environment).map((name) => [name, url])),
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'bench',
    }),
  };
}

/** 100 ExternalSecrets of 10 keys each, the keys of one spread over ten remote secrets. */
function manifests({ store, credentials, key = (name) => name }, url) {
  const documents = remotes.map((_, i) => {
    const data = properties.map((property, j) => {
      const remote = remotes[(i + j * 10) % remotes.length];
      return `  - {secretKey: key_${j}, remoteRef: {key: ${key(remote)}, property: ${property}}}`;
    });
    return `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: app-${i}, namespace: shop}\nspec:\n  secretStoreRef: {name: bench, kind: SecretStore}\n  data:\n${data.join('\n')}\n`;
  });
  const head = `apiVersion: external-secrets.io/v1\nkind: SecretStore\nmetadata: {name: bench, namespace: shop}\nspec:\n  provider:\n    ${store(url)}\n`;
  const values = typeof credentials === 'function' ? credentials(url) : credentials;
  const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: credentials, namespace: shop}\nstringData: ${JSON.stringify(values)}\n`;
  return [head, secret, ...documents].join('---\n');
}

/** Runs the program once; gives its wall time in ms. */
async function run(file, env) {
  const config = path.join(work, 'config.yaml');
  writeFileSync(
    config,
    'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\npolicy: {inputStores: allow}\n',
  );
  const from = process.hrtime.bigint();
  const child = spawn(process.execPath, [process.env.ESR ?? 'dist/esr.cjs', 'generate', file, '--config', config], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors] = [[], []];
  child.stdout.on('data', (bytes) => out.push(bytes));
  child.stderr.on('data', (bytes) => errors.push(bytes));
  const status = await new Promise((resolve) => child.on('close', resolve));
  const time = Number(process.hrtime.bigint() - from) / 1e6;
  const made =
    Buffer.concat(out)
      .toString()
      .match(/^kind: Secret$/gm)?.length ?? 0;
  if (status !== 0 || made !== remotes.length + 1)
    throw new Error(`exit ${status}, ${made} Secrets\n${Buffer.concat(errors)}`);
  return time;
}

// The least, since whatever else runs on the machine only adds.
const least = (all) => Math.min(...all);

try {
  console.log(`1,000 references over 100 secrets; a request travels ${near} ms; the least of ${rounds} rounds\n`);
  console.log('                        in a row   whole run   connections');
  for (const [name, start] of Object.entries(backends)) {
    if (only !== undefined && !name.toLowerCase().includes(only.toLowerCase())) continue;
    const backend = await start();
    const times = { [near]: [], [far]: [] };
    let connections = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const delay of [near, far]) {
        const relay = await startRelay(backend.fake.url, delay);
        const file = path.join(work, 'input.yaml');
        writeFileSync(file, manifests(backend, relay.url));
        times[delay].push(await run(file, backend.env?.(relay.url)));
        connections = relay.seen.connections;
        relay.close();
      }
    }
    await backend.fake.close();
    // Whatever is no waiting is the same at both distances.
    const depth = (least(times[far]) - least(times[near])) / (far - near);
    const whole = least(times[near]) / near;
    console.log(
      `${name.padEnd(22)} ${depth.toFixed(1).padStart(7)} x ${whole.toFixed(1).padStart(9)} x ${String(connections).padStart(11)}`,
    );
  }
  console.log('\nin a row: requests that had to wait for each other; whole run: wall time by the time of one request');
} finally {
  rmSync(work, { recursive: true, force: true });
}
