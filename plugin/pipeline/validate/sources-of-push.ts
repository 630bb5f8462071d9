import { caughtFaults } from '../../errors/caught-faults.ts';
import { faultsOf } from '../../errors/esr-error.ts';
import { nearest } from '../../errors/nearest.ts';
import { pushError } from '../../errors/push.ts';
import type { GeneratorRef } from '../../model/external-secret.ts';
import type { PlannedGenerator } from '../../model/plan.ts';
import type { PushSecret } from '../../model/push-secret.ts';
import type { Run } from '../../model/run.ts';
import { matchesSelector } from '../../resources/matches-selector.ts';
import type { Books } from '../plan/books.ts';
import { planSecret } from '../plan/plan-secret.ts';
import { ownFault } from '../push/own-fault.ts';
import { pushOddities } from '../push/push-oddities.ts';
import { standIn } from '../push/stand-in.ts';
import { generatorOutputs } from './generator-outputs.ts';
import type { KnownSecret, KnownSecrets } from './known-secrets.ts';
import { remark } from './remark.ts';
import type { Finding } from './rule.ts';

/** What a PushSecret pushes, as far as the manifests tell. */
export interface SourcesOfPush {
  /** Absent where nobody can tell. */
  readonly known?: readonly KnownSecret[];
  readonly findings: readonly Finding[];
}

interface Places {
  readonly secrets: KnownSecrets;
  readonly books: Books;
  readonly run: Run;
}

/**
 * Finds the Secrets that a PushSecret selects, without their values.
 *
 * @remarks Follows `sourcesOf`. A Secret that is not in the input may be in the cluster: that is a remark, and where the
 * configuration allows a cluster it is none.
 */
export async function sourcesOfPush(pushSecret: PushSecret, namespace: string, places: Places): Promise<SourcesOfPush> {
  const { secret, generatorRef } = pushSecret.spec.selector;
  const found = secret?.name
    ? named(pushSecret, namespace, secret.name, places)
    : generatorRef !== undefined
      ? await generated(pushSecret, generatorRef, places)
      : labelled(pushSecret, namespace, places);
  return { ...found, findings: [...found.findings, ...pushOddities(pushSecret, found.random, places.run)] };
}

interface Found extends SourcesOfPush {
  readonly random?: PlannedGenerator | undefined;
}

function named(pushSecret: PushSecret, namespace: string, name: string, { secrets, run }: Places): Found {
  const all = secrets.of(namespace);
  const own = all.find((one) => one.name === name);
  if (own !== undefined) return { known: [own], findings: [] };
  if (run.config.cluster.enabled || secrets.mayBeMade(namespace, name)) return { findings: [] };
  const near = nearest(
    name,
    all.map((one) => one.name),
  );
  const at = pushSecret.place('spec.selector.secret.name');
  const fault = pushError('PUSH_SOURCE_MISSING', { name, searched: ['the input'], nearest: near }, at);
  return { findings: [remark(fault.code, fault, at)] };
}

async function generated(pushSecret: PushSecret, { name }: GeneratorRef, { books, run }: Places): Promise<Found> {
  try {
    const planned = await planSecret(standIn(pushSecret), books, run);
    const [source] = planned.dataFrom;
    if (source?.from !== 'generator') return { findings: [] };
    const keys = await generatorOutputs(source.generator);
    const random = source.generator.entry === undefined ? undefined : source.generator;
    return {
      known: [{ name, labels: {}, ...(keys === undefined ? {} : { keys: new Set(keys) }) }],
      findings: [],
      random,
    };
  } catch (thrown) {
    const faults = caughtFaults(thrown);
    return { findings: faults.map(ownFault) };
  }
}

function labelled(pushSecret: PushSecret, namespace: string, { secrets, run }: Places): Found {
  const { selector } = pushSecret.spec.selector.secret ?? {};
  if (selector === undefined) {
    return { findings: [pushError('PUSH_SOURCE_NONE', {}, pushSecret.place('spec.selector'))] };
  }
  const at = pushSecret.place('spec.selector.secret.selector');
  const all = secrets.of(namespace);
  const isOpen = all.some(({ labels }) => labels === undefined);
  try {
    const known = all.filter(({ labels }) => labels !== undefined && matchesSelector(selector, labels, at));
    if (known.length > 0 || isOpen) return { ...(known.length > 0 ? { known } : {}), findings: [] };
  } catch (thrown) {
    return { findings: faultsOf(thrown) ?? [] };
  }
  if (run.config.cluster.enabled) return { findings: [] };
  const says = 'no Secret has the labels that are asked for; nothing is pushed';
  return { findings: [remark('PUSH_NO_SECRET', { says }, at)] };
}
