import { EsrError } from '../../errors/esr-error.ts';
import { pushError } from '../../errors/push.ts';
import type { PlannedPush, PushSource } from '../../model/push.ts';
import type { Run } from '../../model/run.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { matchesSelector } from '../../resources/matches-selector.ts';
import type { PushableSecrets } from './pushable-secrets.ts';

/** Where sources come from. */
export interface SourcePlaces {
  readonly secrets: PushableSecrets;
  /** What the PushSecret's generator gave. */
  generated(push: PlannedPush<unknown>): ReadonlyMap<string, Sensitive> | EsrError | undefined;
  /** Asks the cluster for a Secret; absent where the configuration allows none. */
  readonly askCluster?: ((namespace: string, name: string) => Promise<PushSource | undefined>) | undefined;
}

/** What a PushSecret pushes. */
export interface FoundSources {
  readonly sources: readonly PushSource[];
  /** Whether it was found in the cluster alone: then only the cluster can say that it is gone. */
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
  const at = pushSecret.place('spec.selector.secret.selector');
  const selector = secret?.selector;
  if (selector === undefined) throw pushError('PUSH_SOURCE_NONE', {}, pushSecret.place('spec.selector'));
  const sources = places.secrets.of(namespace).filter(({ labels }) => matchesSelector(selector, labels, at));
  if (sources.length === 0) {
    run.warn({
      code: 'PUSH_NO_SECRET',
      says: 'no Secret has the labels that are asked for; nothing is pushed',
      place: at,
    });
  }
  return { sources };
}

async function named(
  { pushSecret, namespace }: PlannedPush<unknown>,
  name: string,
  { secrets, askCluster }: SourcePlaces,
): Promise<FoundSources> {
  const own = secrets.get(namespace, name);
  if (own !== undefined) return { sources: [own] };
  const other = await askCluster?.(namespace, name);
  if (other !== undefined) return { sources: [other], fromCluster: true };
  const searched = ['the input', ...(askCluster === undefined ? [] : ['the cluster'])];
  throw pushError('PUSH_SOURCE_MISSING', { name, searched }, pushSecret.place('spec.selector.secret.name'));
}
