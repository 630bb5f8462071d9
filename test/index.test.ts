import { EsrError, renderManifests, renderTemplate, type Warning } from '../plugin/index.ts';
import { readStream } from './support/read-stream.ts';

const manifests = `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: s, namespace: shop}
spec: {provider: {fake: {data: [{key: a, value: hunter2-value}]}}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s}
  data: [{secretKey: k, remoteRef: {key: a}}]
`;

describe('renderManifests()', () => {
  test('gives the stream with real Secrets', async () => {
    const stream = await renderManifests({ manifests });
    expect(readStream(stream.toString())).toMatchObject([{ kind: 'Secret', data: { k: 'aHVudGVyMi12YWx1ZQ==' } }]);
  });

  test('redacts on request, and takes options', async () => {
    const text = manifests.replaceAll(', namespace: shop', '');
    const stream = await renderManifests({ manifests: Buffer.from(text), values: 'redacted', namespace: 'prod' });
    expect(stream.toString()).toMatch(/namespace: prod\n[\s\S]*k: "<redacted 13 bytes #[0-9a-f]{6}>"/);
  });

  test('throws what is wrong, and tells warnings', async () => {
    const warnings: Warning[] = [];
    const bad = manifests.replace('key: a}}]', 'key: nope}}]').replace('spec:\n', 'spec:\n  unknwn: 1\n');
    const work = renderManifests({ manifests: bad, onWarning: (warning) => warnings.push(warning) });
    await expect(work).rejects.toBeInstanceOf(EsrError);
    await expect(work).rejects.toMatchObject({ code: 'SECRET_MISSING', place: { object: { name: 'e' } } });
    expect(warnings.length).toBeGreaterThan(0);
  });
});

describe('renderTemplate()', () => {
  test('runs a template', async () => {
    expect(await renderTemplate('postgresql://{{ .user }}@db', { user: 'ada' })).toBe('postgresql://ada@db');
    expect(await renderTemplate('{{ .bin | b64enc }}', { bin: Buffer.from([0xff]) })).toBe('/w==');
  });

  test('throws with line and column', async () => {
    await expect(renderTemplate('x\n{{ .nope }}', {}, { name: 'conf' })).rejects.toMatchObject({
      code: 'TEMPLATE_EXECUTE',
      says: expect.stringContaining('template: conf:2:'),
      place: { line: 2 },
    });
  });
});
