import { manifestError } from '../../errors/manifest.ts';
import { policyError } from '../../errors/policy.ts';
import { isTrusted } from '../../model/config.ts';
import type { JsonObject } from '../../model/document.ts';
import type { GeneratorRef } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Origin } from '../../model/origin.ts';
import type { Reference } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import { placeOf } from '../place-of.ts';

/** A generator that a reference names; for a ClusterGenerator the one inside. */
export interface ChosenGenerator {
  readonly resource: Resource;
  /** The kind that runs. */
  readonly kind: string;
  readonly spec: JsonObject;
  /** Path of that spec in the document. */
  readonly specField: string;
}

/** Finds the generators that references name. */
export interface GeneratorBook {
  /** The generator of that name, or `undefined` where there is none. */
  find(ref: GeneratorRef, namespace: string): Resource | undefined;
  /** The generator that a namespace may use. @throws ManifestError or PolicyError, where the reference stands */
  use(ref: GeneratorRef, namespace: string, by: Reference): ChosenGenerator;
}

const group = 'generators.external-secrets.io';
const version = 'v1alpha1';
const order: readonly Origin[] = ['platform', 'mount', 'cluster', 'input'];

/** Makes the generator book of an inventory. */
export function generatorBook(
  inventory: Pick<Inventory, 'generators' | 'find' | 'refused'>,
  run: Pick<Run, 'config' | 'application'>,
): GeneratorBook {
  const unnamed = defaultNamespace(run);
  const find: GeneratorBook['find'] = ({ kind, name }, namespace) => {
    const fitting = inventory.generators.filter(
      (one) =>
        one.kind === kind &&
        one.metadata.name === name &&
        (kind === 'ClusterGenerator' || (one.metadata.namespace ?? unnamed) === namespace),
    );
    return order.map((origin) => fitting.find((one) => one.origin === origin)).find((one) => one !== undefined);
  };
  return {
    find,
    use(ref, namespace, by) {
      const { apiVersion, kind, name } = ref;
      if (!apiVersion.startsWith(`${group}/`)) throw manifestError('GENERATOR_GROUP', { apiVersion }, placeOf(by));
      if (apiVersion !== `${group}/${version}`) throw manifestError('GENERATOR_VERSION', { apiVersion }, placeOf(by));
      const resource = find(ref, namespace);
      if (resource === undefined) {
        const refused = inventory.refused?.find((each) => each.kind === kind && each.name === name);
        if (refused !== undefined) throw refused.fault.concerning(`${kind} "${name}"`, placeOf(by));
        const known = inventory.find({ kind, name, ...(kind === 'ClusterGenerator' ? {} : { namespace }) });
        const searched = 'searched' in known ? known.searched : ['the input'];
        throw manifestError('GENERATOR_NOT_FOUND', { kind, name, searched }, placeOf(by));
      }
      if (run.config.policy.inputStores === 'deny' && !isTrusted(resource.origin)) {
        throw policyError('INPUT_STORE_DENIED', { kind, name }, placeOf(by));
      }
      if (kind !== 'ClusterGenerator') return { resource, kind, spec: resource.spec, specField: 'spec' };
      return inside(resource, by);
    },
  };
}

/** `spec.generator` holds exactly the spec that belongs to `spec.kind`. ESO: `runtime/esutils/resolvers/generator.go`. */
function inside(resource: Resource, by: Reference): ChosenGenerator {
  const { kind, generator } = resource.spec as { kind?: string; generator?: JsonObject };
  const field = Object.keys(generator ?? {})[0] ?? '';
  const spec = generator?.[field];
  if (kind === undefined || field !== specFieldOf(kind) || typeof spec !== 'object' || spec === null) {
    throw manifestError('CLUSTER_GENERATOR_KIND', { kind: kind ?? '', wants: specFieldOf(kind ?? '') }, placeOf(by));
  }
  return { resource, kind, spec: spec as JsonObject, specField: `spec.generator.${field}` };
}

/** `ECRAuthorizationToken` is kept under `ecrAuthorizationTokenSpec`: a leading run of capitals goes down but for its last. */
function specFieldOf(kind: string): string {
  const start = /^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/.exec(kind)?.[0] ?? '';
  return `${start.toLowerCase()}${kind.slice(start.length)}Spec`;
}
