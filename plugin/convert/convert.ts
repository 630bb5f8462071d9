import { caughtFaults } from '../errors/caught-faults.ts';
import { convertError } from '../errors/convert.ts';
import type { EsrError } from '../errors/esr-error.ts';
import type { DocumentRange } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import { join } from '../pipeline/emit/join.ts';
import { type Change, splice } from '../pipeline/emit/splice.ts';
import type { Tree } from '../pipeline/emit/tree.ts';
import { writeYaml } from '../pipeline/emit/write-yaml.ts';
import { parseDocument } from '../pipeline/split/parse-document.ts';
import { split } from '../pipeline/split/split.ts';
import type { Dialect } from './dialect.ts';
import type { Draft } from './draft.ts';
import { externalSecretTree, type StoreRef } from './external-secret-tree.ts';
import { type StoreNaming, storeNames } from './store-names.ts';
import { type StoreNeed, storeIdentity } from './store-need.ts';
import { storeTree } from './store-tree.ts';

/** What a conversion came to. */
export interface Converted {
  /** The stream: documents that were converted, and all others byte for byte. */
  readonly chunks: readonly Buffer[];
  /** How many documents became ExternalSecrets. */
  readonly converted: number;
  /** How many were left as they are. */
  readonly kept: number;
  /** Why. */
  readonly left: readonly EsrError[];
  /** What was converted and still wants a look. */
  readonly checks: readonly EsrError[];
}

/** How a conversion goes about the stores. */
export interface ConvertOptions extends StoreNaming {
  /** Whether proposed stores follow the documents. */
  readonly proposes: boolean;
}

/**
 * Rewrites documents of another product as ExternalSecrets.
 *
 * @remarks Nothing is asked and no value is read: a conversion is a matter of texts.
 */
export function convert(sources: readonly Source[], dialect: Dialect, options: ConvertOptions): Converted {
  const left: EsrError[] = [];
  const checks: EsrError[] = [];
  const each = sources.map((source) => draftsOf(source, dialect, left, checks));
  const drafts = each.flatMap((one) => [...one.drafts.values()]);
  const needs = drafts.flatMap(needsOf);
  const names = storeNames(needs, options);
  const storeOf = (need: StoreNeed) => names.get(storeIdentity(need)) as StoreRef;
  const outputs = each.map(({ source, ranges, drafts: own }) => splice(source, ranges, changesOf(own, storeOf), true));
  const stores = options.proposes ? storesFor(drafts, names, options.kind, checks) : [];
  return {
    chunks: join([...outputs, ...stores.map((tree) => [Buffer.from(writeYaml(tree, true))])]),
    converted: drafts.length,
    kept: each.reduce((sum, { kept }) => sum + kept, 0),
    left,
    checks,
  };
}

interface SplitSource {
  readonly source: Source;
  readonly ranges: readonly DocumentRange[];
  readonly drafts: ReadonlyMap<DocumentRange, Draft>;
  readonly kept: number;
}

function draftsOf(source: Source, dialect: Dialect, left: EsrError[], checks: EsrError[]): SplitSource {
  const text = source.bytes.toString('latin1');
  const ranges = split(source, text);
  const drafts = new Map<DocumentRange, Draft>();
  let kept = 0;
  for (const range of ranges) {
    if (!dialect.mentions(text.slice(range.start, range.end))) continue;
    const own: EsrError[] = [];
    try {
      const document = parseDocument(range);
      const draft = document === undefined ? undefined : dialect.convert(document, (remark) => own.push(remark));
      if (draft !== undefined) drafts.set(range, draft);
      checks.push(...own);
    } catch (thrown) {
      const faults = caughtFaults(thrown);
      left.push(...faults);
      kept += 1;
    }
  }
  return { source, ranges, drafts, kept };
}

function changesOf(
  drafts: ReadonlyMap<DocumentRange, Draft>,
  storeOf: (need: StoreNeed) => StoreRef,
): ReadonlyMap<DocumentRange, Change> {
  return new Map(
    [...drafts].map(([range, draft]) => [range, { kind: 'replace', trees: [externalSecretTree(draft, storeOf)] }]),
  );
}

function storesFor(
  drafts: readonly Draft[],
  names: ReadonlyMap<string, StoreRef>,
  kind: StoreNaming['kind'],
  checks: EsrError[],
): readonly ReadonlyMap<string, Tree>[] {
  return [...names].flatMap(([identity, ref]) => {
    const users = drafts.filter((draft) => needsOf(draft).some((need) => storeIdentity(need) === identity));
    const needs = users.flatMap(needsOf).filter((need) => storeIdentity(need) === identity);
    const namespaces = kind === 'SecretStore' ? [...new Set(users.map(({ namespace }) => namespace))] : [undefined];
    const trees = namespaces.flatMap((namespace) => storeTree(needs, ref, namespace) ?? []);
    const fillIn = needs[0]?.provider?.fillIn;
    if (trees.length === 0) checks.push(convertError('CONVERT_NO_STORE', { name: ref.name }));
    else if (fillIn !== undefined) checks.push(convertError('CONVERT_STORE', { kind, name: ref.name, fillIn }));
    return trees;
  });
}

function needsOf({ entries, sources }: Draft): readonly StoreNeed[] {
  return [
    ...entries.map(({ store }) => store),
    ...sources.map((source) => (source.kind === 'extract' ? source.from.store : source.store)),
  ];
}
