import { manifestError } from '../../errors/manifest.ts';
import { bufferOf } from '../../go/byte-string.ts';
import type { JsonObject } from '../../model/document.ts';
import type { PushEntry, StoreInfo, Writer } from '../provider.ts';
import { checkPushed } from './check-pushed.ts';
import { rememberedSecrets } from './remembered-secrets.ts';
import { dataJson, keptSecret } from './remote-secret.ts';
import type { SecretsApi } from './secrets-api.ts';
import { unfit } from './unfit.ts';

/** What a push comes to. */
interface Push {
  readonly name: string;
  readonly namespace: string;
  readonly kind: 'create' | 'update' | 'none';
  /** The whole Secret, as it shall be. */
  readonly next: JsonObject;
}

/**
 * Writes Secrets of another cluster. Nobody's ownership is looked at, as with the operator.
 *
 * @remarks ESO: `providers/v1/kubernetes/client.go`, `PushSecret`, `DeleteSecret`, `SecretExists`.
 */
export function secretWriter(secrets: SecretsApi, namespace: string, info: Pick<StoreInfo, 'kind'>): Writer {
  const api = rememberedSecrets(secrets);
  return {
    async exists({ key, property, within }) {
      const secret = await api.get(key, within ?? namespace);
      return secret !== undefined && (!property || Object.hasOwn(dataOf(secret), property));
    },
    async current({ key, within }) {
      const secret = await api.get(key, within ?? namespace);
      return secret === undefined ? undefined : keptSecret(secret);
    },
    check: async (entry) => (await prepare(entry, namespace, api, info)).kind,
    async push(entry) {
      // Once more where somebody else wrote between the read and the write.
      if (await write(await prepare(entry, namespace, api, info), api)) return;
      if (await write(await prepare(entry, namespace, api, info), api)) return;
      throw manifestError('PUSH_UNFIT', { key: entry.ref.key, why: 'somebody else keeps writing it' });
    },
    delete: async ({ key, property, within }) => await remove(key, property, within ?? namespace, api),
  };
}

async function write({ kind, next, name, namespace }: Push, api: SecretsApi): Promise<boolean> {
  return kind === 'none' || (await api[kind](next, name, namespace));
}

/** Everything but the writing: what can be wrong is found here. */
async function prepare(
  entry: PushEntry,
  storeNamespace: string,
  api: SecretsApi,
  info: Pick<StoreInfo, 'kind'>,
): Promise<Push> {
  const { ref, secret } = entry;
  const name = ref.key;
  const wanted = checkPushed(entry, info);
  const namespace = wanted.remoteNamespace ?? storeNamespace;
  const existing = await api.get(name, namespace);
  const metadata = Object(existing?.['metadata']) as JsonObject;
  const labels = wanted.labels(metadata['labels'] as Record<string, string> | undefined);
  const annotations = wanted.annotations(metadata['annotations'] as Record<string, string> | undefined);
  const next = {
    ...(existing ?? { apiVersion: 'v1', kind: 'Secret' }),
    metadata: { ...(existing === undefined ? { name, namespace } : metadata), labels, annotations },
    type: secret.type || 'Opaque',
    data: dataAfter(entry, dataOf(existing)),
  };
  const isSame = existing !== undefined && sameParts(existing) === sameParts(next);
  const why = isSame ? undefined : unfit(next);
  if (why !== undefined) throw manifestError('PUSH_UNFIT', { key: name, why });
  if (existing === undefined) return { name, namespace, kind: 'create', next };
  if (!isSame) checkWritable(existing, next, name);
  return { name, namespace, kind: isSame ? 'none' : 'update', next };
}

/** In base64, as the API has it. Without a property the whole source takes the place of all that was there. */
function dataAfter({ ref, data, secretKey, secret }: PushEntry, before: Texts): Texts {
  const { property } = ref;
  if (!property) {
    return Object.fromEntries([...data].map(([key, value]) => [key, value.reveal().toString('base64')]));
  }
  if (!secretKey) {
    const revealed = new Map([...data].map(([key, value]) => [key, value.reveal()]));
    return { ...before, [property]: bufferOf(dataJson(revealed)).toString('base64') };
  }
  const value = data.get(secretKey);
  if (value === undefined) throw manifestError('PUSH_KEY_MISSING', { secret: secret.name, key: secretKey });
  return { ...before, [property]: value.reveal().toString('base64') };
}

/** What the API server would refuse, so that nothing is written before it is known. */
function checkWritable(existing: JsonObject, next: JsonObject, key: string): void {
  const [before, after] = [existing['type'] ?? 'Opaque', next['type']];
  if (before !== after) {
    throw manifestError('PUSH_UNFIT', {
      key,
      why: `it is of type ${String(before)}, and the type of a Secret cannot change`,
    });
  }
  if (existing['immutable'] === true) throw manifestError('PUSH_UNFIT', { key, why: 'it is immutable' });
}

async function remove(key: string, property: string | undefined, namespace: string, api: SecretsApi): Promise<void> {
  for (let tries = 0; tries < 2; tries += 1) {
    const secret = await api.get(key, namespace);
    if (secret === undefined) return;
    const data = dataOf(secret);
    if (property && !Object.hasOwn(data, property)) return;
    if (!property || Object.keys(data).length <= 1) return await api.delete(key, namespace);
    const rest = Object.fromEntries(Object.entries(data).filter(([name]) => name !== property));
    if (await api.update({ ...secret, data: rest }, key, namespace)) return;
  }
  throw manifestError('PUSH_UNFIT', { key, why: 'somebody else keeps writing it' });
}

type Texts = Readonly<Record<string, string>>;

function dataOf(secret: JsonObject | undefined): Texts {
  return (secret?.['data'] ?? {}) as Texts;
}

/** What a push may change, in one form: absent and empty are the same. */
function sameParts({ metadata, type, data }: JsonObject): string {
  const { labels, annotations } = Object(metadata) as JsonObject;
  const sorted = (texts: unknown) => Object.entries(Object(texts ?? {}) as Texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([type ?? 'Opaque', sorted(labels), sorted(annotations), sorted(data)]);
}
