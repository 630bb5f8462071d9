// One logical load on the embedded store: what an ExternalSecret costs, and what memory the whole takes.
// Usage: npm run build && node bench/secrets.mjs [ROUNDS] [SECRETS] [KEYS] [REMOTES]

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { measure } from './measure.mjs';

const [rounds = 5, secrets = 1000, keys = 4, remotes = 20] = process.argv.slice(2).map(Number);

/** A generator of numbers from 0 to 1 with a fixed seed (mulberry32), so that equal arguments make equal loads. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~!@#%^&*()+= /?';

/** A value as they are: printable, and awkward now and then. */
function madeUp(random) {
  const body = Array.from(
    { length: 12 + Math.floor(random() * 28) },
    () => alphabet[Math.floor(random() * alphabet.length)],
  ).join('');
  return [`0${Math.floor(random() * 1e8)}`, 'yes', `${body}\nsecond line\n`][Math.floor(random() * 10)] ?? body;
}

/** `count` ExternalSecrets of `keys` keys over the remotes, and the store that holds them; in one of three forms. */
export function load({ count, form }) {
  const random = generator(1);
  const names = Array.from({ length: remotes }, (_, i) => `bench/team-${i % 5}/app-${String(i).padStart(4, '0')}`);
  const properties = Array.from({ length: keys }, (_, j) => `p_${j}`);
  const data = names.map((key) => {
    const value = Object.fromEntries(properties.map((property) => [property, madeUp(random)]));
    return `      - key: ${key}\n        value: ${JSON.stringify(JSON.stringify(value))}\n`;
  });
  const store = `apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata:\n  name: bench\nspec:\n  provider:\n    fake:\n      data:\n${data.join('')}`;
  const documents = Array.from({ length: count }, (_, i) => {
    const head = `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: secret-${i}\n  namespace: ns-${i % 7}\nspec:\n  refreshInterval: 1h\n  secretStoreRef:\n    kind: ClusterSecretStore\n    name: bench\n`;
    return head + forms[form](names[i % names.length], properties);
  });
  return [store, ...documents].join('---\n');
}

const items = (remote, properties) =>
  properties
    .map(
      (property, j) => `  - secretKey: key_${j}\n    remoteRef:\n      key: ${remote}\n      property: ${property}\n`,
    )
    .join('');

const forms = {
  data: (remote, properties) => `  data:\n${items(remote, properties)}`,
  extract: (remote) => `  dataFrom:\n  - extract:\n      key: ${remote}\n`,
  template: (remote, properties) =>
    `  target:\n    template:\n      data:\n        url: "x://{{ .key_0 | urlquery }}@{{ .key_1 | lower }}/{{ .key_2 | b64enc }}"\n  data:\n${items(remote, properties)}`,
};

const work = mkdtempSync(path.join(os.tmpdir(), 'esr-bench-'));

const write = (name, text) => {
  const file = path.join(work, name);
  writeFileSync(file, text);
  return file;
};
const config = write(
  'config.yaml',
  'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\npolicy: {inputStores: allow}\n',
);

try {
  const empty = measure(
    write('empty.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: none}\n'),
    config,
    rounds,
  );
  console.log(
    `${secrets} ExternalSecrets of ${keys} keys over ${remotes} remote secrets; the least of ${rounds} rounds\n`,
  );
  console.log('            an ExternalSecret              memory');
  for (const form of Object.keys(forms)) {
    const text = load({ count: secrets, form });
    const one = measure(write('one.yaml', load({ count: 1, form })), config, rounds);
    const all = measure(write('all.yaml', text), config, rounds);
    const each = (all.ms - one.ms) / (secrets - 1);
    const starts = (each / empty.ms) * 1000;
    const budget = (text.length / 1e6) * 4 + 80;
    console.log(
      `${form.padEnd(9)} ${each.toFixed(2).padStart(7)} ms, 1,000 are ${starts.toFixed(1).padStart(4)} starts   ${all.memory.toFixed(0).padStart(4)} MB of a budget of ${budget.toFixed(0)}; ${one.memory.toFixed(0)} for one, ${empty.memory.toFixed(0)} for none`,
    );
  }
  console.log(
    '\na start: the processor time of a run that finds nothing to do; the budget: 4 times the input and 80 MB',
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
