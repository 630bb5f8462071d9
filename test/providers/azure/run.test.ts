import { AzureFake } from '../../fakes/azure/azure-fake.ts';
import { describeCloudRun } from '../describe-cloud-run.ts';

let fake: AzureFake;

describeCloudRun({
  async start() {
    fake = await AzureFake.start();
    return fake;
  },
  seed: ({ vault }, name, value) => vault.seed({ secrets: [{ name, value }] }),
  store: ({ url }) => `apiVersion: v1
kind: Secret
metadata: {name: az, namespace: shop}
stringData: {id: client, secret: marked-client-pw}
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: cloud}
spec:
  retrySettings: {maxRetries: 2, retryInterval: 10ms}
  provider:
    azurekv:
      vaultUrl: ${url}
      tenantId: tid
      authSecretRef: {clientId: {name: az, key: id}, clientSecret: {name: az, key: secret}}`,
  signIn: 'token tid',
  secret: /marked|eyJ/,
});

afterEach(() => expect(fake.unauthenticated).toBe(0));
