import type { Tree } from '../pipeline/emit/tree.ts';
import type { Draft, DraftTemplate, Entry, Reference, WholeSource } from './draft.ts';
import { type StoreNeed, storeIdentity } from './store-need.ts';

/** A store as documents refer to it. */
export interface StoreRef {
  readonly name: string;
  readonly kind: string;
}

/** Writes a draft as an ExternalSecret, its fields in the order of the operator's manual. */
export function externalSecretTree(draft: Draft, storeOf: (need: StoreNeed) => StoreRef): ReadonlyMap<string, Tree> {
  const { name, namespace, labels, annotations, entries, sources } = draft;
  const needs = [...entries.map(({ store }) => store), ...sources.map(storeNeedOf)];
  const main = mostUsed(needs);
  const refOf = (need: StoreNeed) =>
    main !== undefined && storeIdentity(need) === storeIdentity(main) ? undefined : refTree(storeOf(need));
  return treeOf({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: treeOf({ name, namespace, labels: filled(labels), annotations: filled(annotations) }),
    spec: treeOf({
      secretStoreRef: main === undefined ? undefined : refTree(storeOf(main)),
      target: targetTree(draft),
      data: entries.length === 0 ? undefined : entries.map((entry) => entryTree(entry, refOf(entry.store))),
      dataFrom:
        sources.length === 0 ? undefined : sources.map((source) => sourceTree(source, refOf(storeNeedOf(source)))),
    }),
  });
}

function targetTree({ immutable, manifest, template }: Draft): Tree | undefined {
  return filled(
    treeOf({
      immutable: immutable ? true : undefined,
      manifest: manifest === undefined ? undefined : treeOf({ ...manifest }),
      template: template === undefined ? undefined : templateTree(template),
    }),
  );
}

function templateTree({ type, merges, labels, annotations, data, literals }: DraftTemplate): Tree {
  return treeOf({
    type,
    mergePolicy: merges === true ? 'Merge' : undefined,
    metadata: filled(treeOf({ labels: filled(labels), annotations: filled(annotations) })),
    templateFrom:
      literals.length === 0 ? undefined : literals.map(({ target, text }) => treeOf({ target, literal: text })),
    data: filled(data),
  });
}

function entryTree(entry: Entry, storeRef: Tree | undefined): Tree {
  return treeOf({
    secretKey: entry.secretKey,
    remoteRef: referenceTree(entry),
    sourceRef: storeRef === undefined ? undefined : treeOf({ storeRef }),
  });
}

function sourceTree(source: WholeSource, storeRef: Tree | undefined): Tree {
  const sourceRef = storeRef === undefined ? undefined : treeOf({ storeRef });
  if (source.kind === 'extract') return treeOf({ extract: referenceTree(source.from), sourceRef });
  return treeOf({
    find: treeOf({ path: source.path, name: treeOf({ regexp: source.regexp }) }),
    rewrite: [treeOf({ regexp: treeOf({ source: source.source, target: '$1' }) })],
    sourceRef,
  });
}

function referenceTree({ key, property, version, decoding }: Reference): Tree {
  return treeOf({ key, property, version, decodingStrategy: decoding });
}

function refTree({ name, kind }: StoreRef): Tree {
  return treeOf({ name, kind });
}

function storeNeedOf(source: WholeSource): StoreNeed {
  return source.kind === 'extract' ? source.from.store : source.store;
}

/** The store that most refer to, the first of equals: the others are named where they are used. */
function mostUsed(needs: readonly StoreNeed[]): StoreNeed | undefined {
  const counts = new Map<string, number>();
  for (const need of needs) counts.set(storeIdentity(need), (counts.get(storeIdentity(need)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return needs.find((need) => counts.get(storeIdentity(need)) === most);
}

function treeOf(fields: Readonly<Record<string, Tree | undefined>>): ReadonlyMap<string, Tree> {
  return new Map(Object.entries(fields).filter((field): field is [string, Tree] => field[1] !== undefined));
}

function filled(map: ReadonlyMap<string, Tree>): ReadonlyMap<string, Tree> | undefined {
  return map.size === 0 ? undefined : map;
}
