// How time and memory grow with ten times the input: about tenfold at most, whatever it is that there is more of.
// Usage: npm run build && node bench/growth.mjs [ROUNDS] [NAME]

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { measure } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 3);
const only = process.argv[3];

const store = (name, namespace) =>
  `apiVersion: external-secrets.io/v1\nkind: ${namespace === undefined ? 'Cluster' : ''}SecretStore\nmetadata:\n  name: ${name}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:\n  provider:\n    fake:\n      data:\n      - key: k\n        value: '{"p": "some value"}'\n`;
const secret = (name, spec) =>
  `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n${spec}`;
const ref = '  secretStoreRef: {kind: ClusterSecretStore, name: all}\n';
const entries = (count) =>
  `  data:\n${many(count, (i) => `  - secretKey: key_${i}\n    remoteRef: {key: k, property: p}\n`).join('')}`;
const template = '  target:\n    template:\n      data:\n        url: "x://{{ .key_0 | urlquery }}"\n';
const many = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** Each gives the documents of a load of that size; the sizes are the smaller ones. */
const loads = {
  ExternalSecrets: [1000, (n) => [store('all'), ...many(n, (i) => secret(`s-${i}`, ref + entries(4)))]],
  templates: [1000, (n) => [store('all'), ...many(n, (i) => secret(`s-${i}`, ref + template + entries(4)))]],
  'entries of one': [500, (n) => [store('all'), secret('s', ref + entries(n))]],
  stores: [
    50,
    (n) =>
      many(n, (i) => [
        store(`s-${i}`, 'shop'),
        secret(`s-${i}`, `  secretStoreRef: {name: s-${i}}\n${entries(1)}`),
      ]).flat(),
  ],
  namespaces: [
    100,
    (n) => [
      store('all'),
      ...many(n, (i) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ns-${i}\n  labels: {team: a}\n`),
      `apiVersion: external-secrets.io/v1\nkind: ClusterExternalSecret\nmetadata:\n  name: all\nspec:\n  namespaceSelectors: [{matchLabels: {team: a}}]\n  externalSecretSpec:\n${(ref + entries(4)).replace(/^(?=.)/gm, '  ')}`,
    ],
  ],
  merges: [
    500,
    (n) => [
      store('all'),
      ...many(n, (i) => secret(`s-${i}`, `${ref}  target: {creationPolicy: Merge}\n${entries(1)}`)),
      ...many(
        n,
        (i) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: s-${i}\n  namespace: shop\ndata: {a: Yg==}\n`,
      ),
    ],
  ],
  'tiny documents': [
    10_000,
    (n) => [
      store('all'),
      secret('s', ref + entries(1)),
      ...many(n, (i) => `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a-${i}}\n`),
    ],
  ],
  'one large ConfigMap': [
    1,
    (n) => [
      store('all'),
      secret('s', ref + entries(1)),
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: large\ndata:\n  text: |\n${'    kind: a line of text that has a name: in it\n'.repeat(n * 20_000)}`,
    ],
  ],
};

const work = mkdtempSync(path.join(os.tmpdir(), 'esr-bench-'));
try {
  const write = (name, text) => {
    const file = path.join(work, name);
    writeFileSync(file, text);
    return file;
  };
  const config = write(
    'config.yaml',
    'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\npolicy: {inputStores: allow}\nlimits: {maxDocuments: 200000}\n',
  );
  console.log(`processor time above that of a run of one ExternalSecret; the least of ${rounds} rounds\n`);
  const [, one] = loads.ExternalSecrets;
  const base = measure(write('one.yaml', one(1).join('---\n')), config, rounds);
  for (const [name, [size, load]] of Object.entries(loads)) {
    if (only !== undefined && !name.includes(only)) continue;
    const [small, large] = [size, size * 10].map((n) => {
      const text = load(n).join('---\n');
      return { ...measure(write('load.yaml', text), config, rounds), megabytes: text.length / 1e6 };
    });
    const growth = (large.ms - base.ms) / Math.max(small.ms - base.ms, 1);
    const row = ({ megabytes, memory }) => `${megabytes.toFixed(1)} MB in ${memory.toFixed(0)} MB`;
    console.log(
      `${`${size * 10} ${name}`.padEnd(26)} ${growth.toFixed(1).padStart(5)} x the time of ${String(size).padEnd(6)} ${row(small)}, ${row(large)}`,
    );
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
