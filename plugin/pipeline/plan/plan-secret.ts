import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import { throwAll } from '../../errors/map-all.ts';
import { policyError } from '../../errors/policy.ts';
import type {
  DataEntry,
  DataFromEntry,
  ExternalSecret,
  FindSpec,
  RemoteRefSpec,
  StoreRef,
} from '../../model/external-secret.ts';
import { showObject } from '../../model/place.ts';
import type { PlannedSecret, PlannedSelect, PlannedSource, Reference } from '../../model/plan.ts';
import type { Find } from '../../model/remote.ts';
import { objectName } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { Store } from '../../providers/provider.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import { isEvasiveKey } from '../../trust/is-evasive-key.ts';
import { type Policy, policyFor } from '../../trust/policy.ts';
import { placeOf } from '../place-of.ts';
import type { Books } from './books.ts';
import type { OpenedStore } from './client-book.ts';

/** What one ExternalSecret's entries are planned with. */
interface Planning {
  readonly externalSecret: ExternalSecret;
  readonly namespace: string;
  readonly policy: Policy;
  readonly books: Books;
  /** How often each generator was used so far. */
  readonly uses: Map<unknown, number>;
}

/** Plans the entries of one ExternalSecret. @throws EsrErrors with the faults of all entries. */
export async function planSecret(
  externalSecret: ExternalSecret,
  books: Books,
  run: Run,
): Promise<PlannedSecret<Store>> {
  const namespace = externalSecret.metadata.namespace ?? defaultNamespace(run);
  const policy = policyFor(run.config.policy.rules, { namespace, application: run.application });
  const planning = { externalSecret, namespace, policy, books, uses: new Map<unknown, number>() };
  const faults: EsrError[] = [];
  const { data = [], dataFrom = [] } = externalSecret.spec;

  const planAll = async <T, R>(entries: readonly T[], planOne: (entry: T, index: number) => Promise<R>) => {
    const planned: R[] = [];
    for (const [index, entry] of entries.entries()) {
      try {
        planned.push(await planOne(entry, index));
      } catch (thrown) {
        const own = caughtFaults(thrown);
        faults.push(...own);
      }
    }
    return planned;
  };
  const sources = await planAll(dataFrom, (entry, index) => planSource(entry, index, planning));
  const selects = await planAll(data, (entry, index) => planSelect(entry, index, planning));
  throwAll(faults);
  return { data: selects, dataFrom: sources };
}

async function planSelect(entry: DataEntry, index: number, planning: Planning): Promise<PlannedSelect<Store>> {
  const field = `spec.data[${index}]`;
  const { remoteRef, sourceRef } = entry;
  if (sourceRef?.generatorRef !== undefined) {
    // The operator takes the reference for a store without a name, and finds none.
    const place = planning.externalSecret.place(`${field}.sourceRef.generatorRef`);
    throw manifestError('GENERATOR_IN_DATA', { key: remoteRef.key }, place);
  }
  return await planRead(remoteRef, sourceRef?.storeRef, { entry: field, remoteRef: `${field}.remoteRef` }, planning);
}

async function planSource(entry: DataFromEntry, index: number, planning: Planning): Promise<PlannedSource<Store>> {
  const field = `spec.dataFrom[${index}]`;
  const { find, extract, sourceRef } = entry;
  if (find !== undefined) return await planFind(find, sourceRef?.storeRef, field, planning);
  if (extract !== undefined) {
    const fields = { entry: field, remoteRef: `${field}.extract`, use: 'extract' } as const;
    return { from: 'extract', ...(await planRead(extract, sourceRef?.storeRef, fields, planning)) };
  }
  if (sourceRef?.generatorRef === undefined) return { from: 'nothing' };

  const { books, externalSecret, namespace, policy, uses } = planning;
  const reference = { externalSecret, field: `${field}.sourceRef.generatorRef` };
  const chosen = books.generators.use(sourceRef.generatorRef, namespace, reference);
  const { name } = sourceRef.generatorRef;
  const cluster = chosen.resource.kind === 'ClusterGenerator';
  const refusal = policy.refusesGenerator({ kind: chosen.kind, name, cluster });
  if (refusal !== undefined)
    throw policyError('POLICY', { what: `generator ${chosen.kind} "${name}"`, ...refusal }, placeOf(reference));
  const use = uses.get(chosen.resource) ?? 0;
  uses.set(chosen.resource, use + 1);
  return {
    from: 'generator',
    generator: await books.runs.note(chosen, { by: reference, namespace, use, index }),
    reference,
  };
}

async function planRead(
  ref: RemoteRefSpec,
  storeRef: StoreRef | undefined,
  fields: { readonly entry: string; readonly remoteRef: string; readonly use?: 'extract' },
  planning: Planning,
): Promise<PlannedSelect<Store>> {
  const { externalSecret, policy } = planning;
  const reference = { externalSecret, field: `${fields.remoteRef}.key` };
  return await about(`key "${ref.key}"`, reference, async () => {
    const { opened, storeName } = await openStore(storeRef, planning);
    const refusal = policy.refusesKey(ref.key);
    if (refusal !== undefined) throw policyError('POLICY', { what: `this key of ${storeName}`, ...refusal });
    const read = opened.read(opened.store.ref(ref, fields.use ?? 'select'), reference);
    return { client: opened.client, store: opened.store, storeName, read, ref, reference };
  });
}

async function planFind(
  spec: FindSpec,
  storeRef: StoreRef | undefined,
  field: string,
  planning: Planning,
): Promise<PlannedSource<Store>> {
  const reference = { externalSecret: planning.externalSecret, field: `${field}.find` };
  return await about('find', reference, async () => {
    const { opened, storeName } = await openStore(storeRef, planning);
    const { keys } = planning.policy;
    if (keys !== undefined && isEvasiveKey(spec.path ?? '')) {
      throw policyError('POLICY', { what: `this path of ${storeName}`, rule: keys.rule, list: 'keys' });
    }
    return {
      from: 'find',
      client: opened.client,
      storeName,
      find: opened.find(findOf(spec), reference),
      ...(keys === undefined ? {} : { limit: keys }),
      reference,
    };
  });
}

function findOf({ path, name, tags, conversionStrategy }: FindSpec): Find {
  return {
    ...(path === undefined ? {} : { path }),
    ...(name === undefined ? {} : { name }),
    ...(tags === undefined ? {} : { tags }),
    ...(conversionStrategy === undefined ? {} : { conversionStrategy }),
  };
}

async function openStore(
  storeRef: StoreRef | undefined,
  { externalSecret, namespace, policy, books }: Planning,
): Promise<{ readonly opened: OpenedStore; readonly storeName: string }> {
  const resource = await books.stores.use(storeRef ?? externalSecret.spec.secretStoreRef, namespace);
  const { kind, name } = objectName(resource);
  const storeName = showObject(objectName(resource));
  const provider = Object.keys(resource.spec.provider)[0] ?? '';
  const refusal = policy.refusesStore({ kind, name, ...(kind === 'SecretStore' ? { namespace } : {}), provider });
  if (refusal !== undefined) throw policyError('POLICY', { what: storeName, ...refusal });
  return { opened: await books.clients.open(resource, namespace, externalSecret), storeName };
}

/** Tells whom a fault meets: faults of a store are met by each entry that reads from it. */
async function about<T>(subject: string, by: Reference, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const own = caughtFaults(thrown);
    throwAll(own.map((fault) => fault.concerning(subject, placeOf(by))));
    throw thrown;
  }
}
