import { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import { describeCloudRun } from '../describe-cloud-run.ts';

describeCloudRun({
  start: GcpFake.start,
  seed: ({ secrets }, name, value) => secrets.seed([{ project: 'proj', name, versions: [{ data: value }] }]),
  store: ({ tokens, url }) => `apiVersion: v1
kind: Secret
metadata: {name: key, namespace: shop}
stringData:
  key.json: '${tokens.keyJson(url)}'
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: cloud}
spec:
  retrySettings: {maxRetries: 2, retryInterval: 10ms}
  provider: {gcpsm: {projectID: proj, auth: {secretRef: {secretAccessKeySecretRef: {name: key, key: key.json}}}}}`,
  signIn: 'token',
  secret: /marked|ya29|PRIVATE KEY/,
});
