import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { PlannedPush, PushSource, PushTarget } from '../../model/push.ts';
import type { PushSecret } from '../../model/push-secret.ts';
import type { Run, Warning } from '../../model/run.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Store } from '../../providers/provider.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import type { Books } from '../plan/books.ts';
import { loadProvider } from '../plan/load-provider.ts';
import { expandEntries, type PushItem } from '../push/expand-entries.ts';
import { ownPlace, standIn } from '../push/stand-in.ts';
import type { KnownSecret, KnownSecrets } from './known-secrets.ts';
import { readTemplates } from './read-template.ts';
import type { CheckedPush, CheckedTarget, Finding } from './rule.ts';
import { type SourcesOfPush, sourcesOfPush } from './sources-of-push.ts';
import { templateKeys } from './template-keys.ts';

/** The PushSecrets of an input, and the stores that were found for them. */
export interface PushesToCheck {
  /** Those that something is wrong with too. */
  readonly pushSecrets: readonly PushSecret[];
  /** Of namespaces that nobody describes. */
  readonly unmatched: readonly PushSecret[];
  readonly planned: readonly PlannedPush<Store>[];
  readonly books: Books;
}

/** What PushSecrets are looked at with. */
export interface PushSurroundings {
  readonly inventory: Inventory;
  readonly secrets: KnownSecrets;
  readonly run: Run;
}

/** Puts together what rules look at in PushSecrets. */
export async function takePushes(
  { pushSecrets, unmatched, planned, books }: PushesToCheck,
  around: PushSurroundings,
): Promise<readonly CheckedPush[]> {
  const targets = new Map(planned.map((push) => [push.pushSecret, push.targets]));
  const namespaceOf = ({ metadata }: PushSecret) => metadata.namespace ?? defaultNamespace(around.run);
  const known = await Promise.all(
    pushSecrets.map(async (pushSecret) => {
      const namespace = namespaceOf(pushSecret);
      const sources = await sourcesOfPush(pushSecret, namespace, { ...around, books });
      return await takePush({ pushSecret, namespace, targets: targets.get(pushSecret) ?? [], sources }, around);
    }),
  );
  const others = await Promise.all(
    unmatched.map((pushSecret) => takePush({ pushSecret, namespace: '', targets: [], sources: nobodyKnows }, around)),
  );
  return [...known, ...others];
}

const nobodyKnows: SourcesOfPush = { findings: [] };

interface Taken {
  readonly pushSecret: PushSecret;
  readonly namespace: string;
  readonly targets: readonly PushTarget<Store>[];
  readonly sources: SourcesOfPush;
}

async function takePush(taken: Taken, { inventory, run }: PushSurroundings): Promise<CheckedPush> {
  const { pushSecret, namespace, targets, sources } = taken;
  const externalSecret = standIn(pushSecret);
  const templates = readTemplates(externalSecret, inventory, run).map((template) => ({
    ...template,
    place: (at: number) => ownPlace(template.place(at)),
  }));
  const entries = await entriesOf({ ...taken, sources: sources.known ?? [{ name: unknownName }], namespace }, run);
  return {
    pushSecret,
    standIn: { externalSecret, templates },
    targets: await Promise.all(targets.map(checkedTarget)),
    ...(sources.known === undefined ? {} : { sources: sources.known }),
    sourceFindings: sources.findings,
    ...entries,
  };
}

/** Never shown: what is said of a Secret is said where its name is known. */
const unknownName = '';

async function checkedTarget(target: PushTarget<Store>): Promise<CheckedTarget> {
  const provider = await loadProvider(target.client.provider);
  return { target, isReadOnly: provider?.capabilities === 'ReadOnly' };
}

interface Entries {
  readonly pushSecret: PushSecret;
  readonly namespace: string;
  readonly targets: readonly PushTarget<Store>[];
  readonly sources: readonly KnownSecret[];
}

/** Expands the entries as a push does, with values left out. Without a store, those that are for any. */
async function entriesOf(
  { pushSecret, namespace, targets, sources }: Entries,
  run: Run,
): Promise<Pick<CheckedPush, 'items' | 'entryFindings'>> {
  const items: PushItem[] = [];
  const found: Finding[] = [];
  const places = targets.length > 0 ? targets : [noTarget(pushSecret)];
  for (const secret of sources) {
    const keys = keysOf(pushSecret, secret);
    const source = sourceOf(secret, namespace, keys ?? namedKeys(pushSecret));
    const warn = (warning: Warning) => void (keys === undefined || found.push(warning));
    for (const target of places) {
      try {
        const push = { pushSecret, namespace, targets };
        const expanded = await expandEntries(push, source, target, { ...run, warn });
        if (targets.length > 0) {
          items.push(...expanded);
          found.push(...(await metadataFaults(expanded)));
        }
      } catch (thrown) {
        found.push(...caughtFaults(thrown));
      }
    }
  }
  return { items, entryFindings: found };
}

/** What is wrong with entries whatever stands in the store. */
async function metadataFaults(items: readonly PushItem[]): Promise<readonly EsrError[]> {
  const faults = await Promise.all(
    items.map(async ({ target, entry, pushSecret, place }) => {
      const { field = '' } = place;
      try {
        await target.client.store.checkPush?.(entry);
        return [];
      } catch (thrown) {
        return caughtFaults(thrown).map((fault) =>
          fault.at(pushSecret.place(field.replace(/\.match$|$/, '.metadata'))),
        );
      }
    }),
  );
  return faults.flat();
}

/** The keys of what is pushed, with those that the template adds; `undefined` where they are made when it runs. */
function keysOf({ spec }: PushSecret, { keys }: KnownSecret): ReadonlySet<string> | undefined {
  const added = templateKeys(spec.template);
  return keys === undefined || added === undefined ? undefined : new Set([...keys, ...added]);
}

/** Where nobody knows the keys, those that are asked for are taken to be there. */
function namedKeys({ spec }: PushSecret): ReadonlySet<string> {
  return new Set((spec.data ?? []).flatMap(({ match: { secretKey } }) => (secretKey ? [secretKey] : [])));
}

function sourceOf({ name, labels = {} }: KnownSecret, namespace: string, keys: ReadonlySet<string>): PushSource {
  const data = new Map([...keys].map((key) => [key, new Sensitive('')]));
  return { name, namespace, type: '', labels, annotations: {}, data };
}

/** Entries of `dataTo` are for none of its name. */
function noTarget(pushSecret: PushSecret): PushTarget<Store> {
  return {
    client: { store: {} } as unknown as PushTarget<Store>['client'],
    storeName: '',
    kind: 'SecretStore',
    name: '',
    labels: {},
    place: pushSecret.place('spec.secretStoreRefs'),
    refusal: () => undefined,
  };
}
