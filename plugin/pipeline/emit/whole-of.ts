import type { RenderedSecret } from '../../model/secret.ts';
import { plainData } from './plain-data.ts';
import type { Settled } from './settled.ts';

/** The Secret that a base, those that merge into it, and a plain Secret make together; later keys win. */
export function wholeOf({ base, mergers, plain }: Settled): RenderedSecret {
  const all = [base, ...mergers];
  const { type } = plain?.raw ?? { type: base.type };
  return {
    ...base,
    type: typeof type === 'string' && type !== '' ? type : 'Opaque',
    data: new Map([...(plain === undefined ? [] : plainData(plain)), ...all.flatMap((secret) => [...secret.data])]),
    labels: joined([plain?.metadata.labels, ...all.map(({ labels }) => labels)]),
    annotations: joined([plain?.metadata.annotations, ...all.map(({ annotations }) => annotations)]),
    finalizers: [...new Set(all.flatMap(({ finalizers }) => finalizers))],
    immutable: all.some(({ immutable }) => immutable),
  };
}

type Texts = ReadonlyMap<string, string> | Readonly<Record<string, string>> | undefined;

function joined(parts: readonly Texts[]): ReadonlyMap<string, string> {
  return new Map(parts.flatMap((part) => [...(part instanceof Map ? part : Object.entries(part ?? {}))]));
}
