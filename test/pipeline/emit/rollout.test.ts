import { readStream } from '../../support/read-stream.ts';
import { renderText } from '../../support/render-text.ts';
import { type ConfigParts, testRun } from '../../support/run.ts';

const platform = (value: string) => `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec: {provider: {fake: {data: [{key: a, value: ${value}}]}}}
`;
const es = (rollout = '') => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: db, namespace: shop${rollout}}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  data: [{secretKey: a, remoteRef: {key: a}}]
`;
const wish = (mode: string) => `, annotations: {external-secrets-render.dev/rollout: ${mode}}`;
const workload = `apiVersion: apps/v1
kind: Deployment   # odd   spacing stays
metadata:
  name: web
  namespace: shop
spec:
  template:
    metadata:
      labels: {app: web}
    spec:
      imagePullSecrets: [{name: db}]
      containers:
      - name: c
        envFrom: [{secretRef: {name: db}}, {configMapRef: {name: db}}]
        env:
        - {name: A, valueFrom: {secretKeyRef: {name: db, key: a}}}
        - {name: B, valueFrom: {secretKeyRef: {name: other, key: a}}}
      volumes:
      - name: v
        secret: {secretName: db}
      - name: p
        projected: {sources: [{secret: {name: db}}]}
`;
const checksum = /^ {8}external-secrets-render.dev\/secrets-checksum: "?([0-9a-f]{16})"?$/m;

async function rendered(
  texts: readonly string[],
  { config = {}, value = 'one' }: { config?: ConfigParts; value?: string } = {},
) {
  const { out, errors } = await renderText(texts.join('---\n'), testRun({ config }), { platform: platform(value) });
  expect(errors).toEqual([]);
  return out;
}

describe('rollout', () => {
  test('nothing is changed unless somebody asks', async () => {
    expect(await rendered([es(), workload])).toContain(workload);
  });

  const asked = [
    { name: 'on the ExternalSecret', texts: [es(wish('checksum')), workload], config: {} },
    {
      name: 'on the workload',
      texts: [
        es(),
        workload.replace('name: web\n', 'name: web\n  annotations: {external-secrets-render.dev/rollout: checksum}\n'),
      ],
      config: {},
    },
    { name: 'in the configuration', texts: [es(), workload], config: { emit: { rollout: 'checksum' } } },
  ] as const;

  test.each(asked)('checksum, asked for $name: one line in the pod template', async ({ texts, config }) => {
    const out = await rendered(texts, { config });
    const [, sum] = checksum.exec(out) ?? [];
    expect(sum).toBeDefined();
    expect(out).toContain(texts[1].slice(0, texts[1].indexOf('      labels:')));
    expect(out).toContain(texts[1].slice(texts[1].indexOf('      labels:')));
  });

  test('the checksum changes with the value, and only then', async () => {
    const texts = [es(wish('checksum')), workload];
    const [first, again, changed] = [
      await rendered(texts),
      await rendered(texts),
      await rendered(texts, { value: 'two' }),
    ];
    expect(again).toBe(first);
    expect(checksum.exec(changed)?.[1]).not.toBe(checksum.exec(first)?.[1]);
  });

  test('hash-suffix renames the Secret and every reference to it', async () => {
    const out = await rendered([es(wish('hash-suffix')), workload]);
    const [secret, deployment] = readStream(out);
    const { name } = Object(secret?.['metadata']) as { name: string };
    expect(name).toMatch(/^db-[0-9a-f]{10}$/);
    expect(out.match(new RegExp(name, 'g'))).toHaveLength(6);
    expect(JSON.stringify(deployment)).toContain('{"configMapRef":{"name":"db"}}');
    expect(out).toContain('kind: Deployment   # odd   spacing stays');
  });

  test('a CronJob, a ServiceAccount and an Ingress', async () => {
    const cron = `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c, namespace: shop}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, envFrom: [{secretRef: {name: db}}]}]}}}}}\n`;
    const account =
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, namespace: shop}\nimagePullSecrets: [{name: db}]\n';
    const ingress =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: shop}\nspec: {tls: [{secretName: db}]}\n';
    const summed = await rendered([es(wish('checksum')), cron, account, ingress]);
    expect(summed).toMatch(/template: \{metadata: \{annotations: \{external-secrets-render.dev\/secrets-checksum: /);
    expect(summed).toContain(account);
    const renamed = await rendered([es(wish('hash-suffix')), cron, account, ingress]);
    expect(renamed.match(/db-[0-9a-f]{10}/g)).toHaveLength(4);
  });

  test('workloads of other namespaces are left alone', async () => {
    const other = workload.replace('namespace: shop', 'namespace: other');
    expect(await rendered([es(wish('checksum')), other])).toContain(other);
  });

  test('hash-suffix does not rename what is merged into: its pods get a checksum', async () => {
    const merging = es(wish('hash-suffix')).replace('  data:', '  target: {creationPolicy: Merge}\n  data:');
    const plain = 'apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\ndata: {b: Yg==}\n';
    const first = await rendered([merging, plain, workload]);
    expect(first).toMatch(checksum);
    expect(first.replace(/^ +annotations:\n.*secrets-checksum.*\n/m, '')).toContain(workload);
    expect(await rendered([merging, plain, workload], { value: 'two' })).not.toContain(checksum.exec(first)?.[1]);
    const changed = await rendered([merging, plain.replace('Yg==', 'Yw=='), workload]);
    expect(changed).not.toContain(checksum.exec(first)?.[1]);
  });
});
