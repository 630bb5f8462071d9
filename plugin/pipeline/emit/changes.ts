import type { DocumentRange } from '../../model/document.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { Rendered, RenderedObject, RenderedSecret } from '../../model/secret.ts';
import { argocdAnnotations } from './argocd.ts';
import { kustomizeAnnotations } from './kustomize.ts';
import { mergeIntoPlain } from './merge-into-plain.ts';
import { mergeObject } from './merge-object.ts';
import { mergeSecrets } from './merge-secrets.ts';
import { objectTree } from './object-tree.ts';
import { rollout } from './rollout.ts';
import { secretTree } from './secret-tree.ts';
import { settle } from './settle.ts';
import { type SettledObject, settleObjects } from './settle-objects.ts';
import type { Settled } from './settled.ts';
import type { Change } from './splice.ts';
import type { Tree } from './tree.ts';
import type { View } from './view.ts';

/** What the changes are made from. */
export interface Changing {
  readonly inventory: Inventory;
  readonly rendered: readonly Rendered[];
  readonly view: View;
  readonly run: Run;
}

/**
 * What becomes of each document that does not stay as it is.
 *
 * @throws EsrErrors where two sources make one object (`settle`).
 */
export async function changesOf({
  inventory,
  rendered,
  view,
  run,
}: Changing): Promise<ReadonlyMap<DocumentRange, Change>> {
  const places = new Places();
  for (const { document } of leaving(inventory)) places.leave(document?.range, run.config.emit.keep);
  const settled = new Map(settle(inventory, rendered, run).map((each) => [each.base.from, each]));
  const objects = settleObjects(inventory, rendered, run);
  const secrets = new Map([...settled.values()].map((each) => [each, mergeSecrets(each, run)]));
  // What is merged into keeps its name.
  const named = [...secrets].flatMap(([each, secret]) => (each.plain !== undefined || each.isPatch ? secret : []));
  const { edits, names } = await rollout(inventory.ranges, { secrets: [...secrets.values()], named }, run);
  for (const [range, bytes] of edits) places.rewrite(range, bytes, false);
  for (const result of rendered) {
    const range = result.from.document?.range;
    if (result.form === 'untouched' || range === undefined) continue;
    places.leave(range, false);
    const object = result.form === 'object' ? objects.get(result) : undefined;
    if (result.form === 'object' && object !== undefined) await putObject(places, range, result, object, { view, run });
    const each = result.form === 'secret' ? settled.get(result.from) : undefined;
    const secret = each === undefined ? undefined : secrets.get(each);
    if (each === undefined || secret === undefined) continue;
    const target = each.plain?.document?.range;
    if (each.plain === undefined) places.put(range, treeOf(each, secret, names.get(secret), view, run));
    else if (target !== undefined) places.rewrite(target, await mergeIntoPlain(each, each.plain, view, run), true);
  }
  return places.changes;
}

/** Changes by range, while they are gathered. */
class Places {
  readonly changes = new Map<DocumentRange, Change>();

  /** The document goes, or stays with what follows it. */
  leave(range: DocumentRange | undefined, keeps: boolean): void {
    if (range !== undefined && !this.changes.has(range)) this.changes.set(range, { kind: 'replace', trees: [], keeps });
  }

  /** One more document in its place. */
  put(range: DocumentRange, tree: ReadonlyMap<string, Tree>): void {
    const present = this.changes.get(range);
    if (present?.kind === 'replace') this.changes.set(range, { ...present, trees: [...present.trees, tree] });
  }

  rewrite(range: DocumentRange, bytes: Buffer, isSecret: boolean): void {
    this.changes.set(range, { kind: 'rewrite', bytes, isSecret });
  }
}

async function putObject(
  places: Places,
  range: DocumentRange,
  object: RenderedObject,
  { plain, isPatch }: SettledObject,
  { view, run }: Pick<Changing, 'view' | 'run'>,
): Promise<void> {
  if (plain?.document !== undefined) {
    places.rewrite(plain.document.range, await mergeObject(object, plain, view), true);
    return;
  }
  const { annotations } = Object(object.value['metadata']) as { readonly annotations?: Record<string, string> };
  const own = new Map(Object.entries(annotations ?? {}));
  places.put(range, objectTree(object, argocdAnnotations(object.from, own, isPatch, run), view));
}

function treeOf(
  { isPatch }: Settled,
  secret: RenderedSecret,
  newName: string | undefined,
  view: View,
  run: Run,
): ReadonlyMap<string, Tree> {
  const carried = kustomizeAnnotations(secret.from, secret.annotations, view.forGenerator);
  const annotations = argocdAnnotations(secret.from, carried, isPatch, run);
  return secretTree({ ...secret, name: newName ?? secret.name, annotations, isPatch }, view);
}

/** The documents of the input that only the operator has a use for. */
function leaving(inventory: Inventory): readonly Resource<unknown>[] {
  const stays = new Set(inventory.leftAlone);
  const { stores, generators, pushSecrets, clusterExternalSecrets } = inventory;
  return [...stores, ...generators, ...pushSecrets, ...clusterExternalSecrets].filter(
    ({ origin, document }) => origin === 'input' && document !== undefined && !stays.has(document),
  );
}
