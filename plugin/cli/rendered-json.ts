import type { Rendered } from '../model/secret.ts';
import { redact } from '../pipeline/emit/redact.ts';
import type { View } from '../pipeline/emit/view.ts';

/** What a run made, for scripts: each key with its size and fingerprint, and with its value where values are revealed. */
export function renderedJson(rendered: readonly Rendered[], view: View): string {
  return `${JSON.stringify({ secrets: rendered.map((each) => shown(each, view)) }, null, 2)}\n`;
}

function shown(result: Rendered, view: View): object {
  const { from, form } = result;
  const { file, line } = from.place();
  const { kind, metadata } = from;
  const origin = { from: { kind, namespace: metadata.namespace, name: metadata.name, file, line } };
  if (form === 'nothing' || form === 'untouched') return { form, why: result.why, ...origin };
  if (form === 'object')
    return { form, ...from.spec.target.manifest, name: from.spec.target.name ?? metadata.name, ...origin };
  const { name, namespace, type, labels, annotations, immutable, data } = result;
  const keys = [...data].map(([key, value]) => ({
    key,
    bytes: value.length,
    fingerprint: /#(\w+)/.exec(redact(value.reveal(), view.fingerprintKey))?.[1],
    ...(view.values === 'revealed' ? revealed(value.reveal()) : {}),
  }));
  return {
    form,
    kind: 'Secret',
    namespace,
    name,
    type,
    immutable,
    ...metadataOf(labels, annotations, view),
    keys,
    ...origin,
  };
}

/** Labels and annotations may be made of values. */
function metadataOf(labels: ReadonlyMap<string, string>, annotations: ReadonlyMap<string, string>, view: View): object {
  const plain = (texts: ReadonlyMap<string, string>) =>
    Object.fromEntries([...texts].map(([key, text]) => [key, view.values === 'revealed' ? text : view.mask(text)]));
  return { labels: plain(labels), annotations: plain(annotations) };
}

function revealed(value: Buffer): object {
  const text = value.toString('utf8');
  return Buffer.from(text).equals(value) ? { value: text } : { valueBase64: value.toString('base64') };
}
