import { EsrError } from '../../errors/esr-error.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { nearest } from '../../errors/nearest.ts';
import { pushError } from '../../errors/push.ts';
import type { Place } from '../../model/place.ts';
import type { PlannedPush, PushSource } from '../../model/push.ts';
import type { Run } from '../../model/run.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import type { LabelSelector } from '../../model/store.ts';
import { matchesSelector } from '../../resources/matches-selector.ts';
import type { PushableSecrets } from './pushable-secrets.ts';

/** Where sources come from. */
export interface SourcePlaces {
  readonly secrets: PushableSecrets;
  /** What the PushSecret's generator gave. */
  generated(push: PlannedPush<unknown>): ReadonlyMap<string, Sensitive> | EsrError | undefined;
  /** Asks the cluster for a Secret; absent where the configuration allows none. */
  readonly askCluster?: ((namespace: string, name: string) => Promise<PushSource | undefined>) | undefined;
  /** Lists those of the cluster that have labels; absent likewise. */
  readonly listCluster?: ((namespace: string, selector: LabelSelector) => Promise<readonly PushSource[]>) | undefined;
}

/** What a PushSecret pushes. */
export interface FoundSources {
  readonly sources: readonly PushSource[];
  /** Whether it, or one of them, was found in the cluster alone: then only the cluster can say that it is gone. */
  readonly fromCluster?: true;
}

/** The name that the operator gives to what a generator gave. */
const generatedName = '___generated-secret';

/**
 * Finds the Secrets that a PushSecret selects.
 *
 * @remarks ESO: `pushsecret_controller.go`, `resolveSecrets`. A name goes before labels. Labels that match nothing are no
 * error, but a warning here.
 * @throws ManifestError `PUSH_SOURCE_MISSING`, `PUSH_SOURCE_NONE`, and the generator's faults.
 */
export async function sourcesOf(
  push: PlannedPush<unknown>,
  places: SourcePlaces,
  run: Pick<Run, 'warn'>,
): Promise<FoundSources> {
  const { pushSecret, namespace } = push;
  const { secret, generatorRef } = pushSecret.spec.selector;
  if (secret?.name) return await named(push, secret.name, places);
  if (generatorRef !== undefined) {
    const values = places.generated(push) ?? new Map<string, Sensitive>();
    if (values instanceof EsrError) throw values;
    const source = { name: generatedName, namespace, type: '', labels: {}, annotations: {}, data: values };
    return { sources: [source] };
  }
  const selector = secret?.selector;
  if (selector === undefined) throw pushError('PUSH_SOURCE_NONE', {}, pushSecret.place('spec.selector'));
  const found = await labelled(push, selector, places);
  if (found.sources.length === 0) {
    run.warn({
      code: 'PUSH_NO_SECRET',
      says: 'no Secret has the labels that are asked for; nothing is pushed',
      place: pushSecret.place('spec.selector.secret.selector'),
    });
  }
  return found;
}

/** What the input has, or makes, is what the cluster will have: its labels count, and not those that are there now. */
async function labelled(
  { pushSecret, namespace }: PlannedPush<unknown>,
  selector: LabelSelector,
  { secrets, listCluster }: SourcePlaces,
): Promise<FoundSources> {
  const at = pushSecret.place('spec.selector.secret.selector');
  matchesSelector(selector, {}, at); // what is wrong with it is told here, and not by the cluster
  const own = secrets.of(namespace).filter(({ labels }) => matchesSelector(selector, labels, at));
  const listed = (await asked(at, listCluster?.(namespace, selector))) ?? [];
  const others = listed.filter(
    ({ name, labels }) => secrets.get(namespace, name) === undefined && matchesSelector(selector, labels, at),
  );
  const sources = [...own, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { sources, ...(others.length === 0 ? {} : { fromCluster: true }) };
}

/** What the cluster answers; its faults are told where the question comes from. */
async function asked<T>(at: Place, answer: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await answer;
  } catch (thrown) {
    const fault = faultIn(thrown);
    throw fault?.at(at) ?? thrown;
  }
}

async function named(
  { pushSecret, namespace }: PlannedPush<unknown>,
  name: string,
  { secrets, askCluster }: SourcePlaces,
): Promise<FoundSources> {
  const own = secrets.get(namespace, name);
  if (own !== undefined) return { sources: [own] };
  const at = pushSecret.place('spec.selector.secret.name');
  const other = await asked(at, askCluster?.(namespace, name));
  if (other !== undefined) return { sources: [other], fromCluster: true };
  const searched = ['the input', ...(askCluster === undefined ? [] : ['the cluster'])];
  const facts = {
    name,
    searched,
    nearest: nearest(
      name,
      secrets.of(namespace).map((one) => one.name),
    ),
  };
  throw pushError('PUSH_SOURCE_MISSING', facts, at);
}
