import type { PushedKey, PushedSecret, PushedStore } from '../../model/push.ts';

/** Which PushSecret, by namespace and name. */
export interface PushName {
  readonly namespace: string;
  readonly name: string;
}

/** Which store, as a PushSecret names it. */
export interface StoreName {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
}

/** What is noted of a PushSecret beside its keys. */
export type Noted = Pick<PushedSecret, 'deletionPolicy' | 'fromCluster'>;

/** What was pushed, while it changes. */
export interface RecordBook {
  all(): readonly PushedSecret[];
  get(push: PushName): PushedSecret | undefined;
  has(push: PushName, store: StoreName, ref: PushedKey): boolean;
  /** Notes what is about to be written, beside all that is noted already. */
  add(push: PushName, noted: Noted, store: StoreName, ref: PushedKey): void;
  remove(push: PushName, store: StoreName, ref: PushedKey): void;
  /** Puts what a PushSecret has pushed in the place of what was noted of it; nothing takes it off the record. */
  settle(push: PushName, pushed: Omit<PushedSecret, 'namespace' | 'name'> | undefined): void;
}

/** Opens a record. */
export function recordBook(pushed: readonly PushedSecret[]): RecordBook {
  const secrets = new Map(pushed.map((secret) => [idOf(secret), secret]));
  const change = (push: PushName, store: StoreName, change: (keys: readonly PushedKey[]) => readonly PushedKey[]) => {
    const secret = secrets.get(idOf(push));
    if (secret === undefined) return;
    const before = secret.stores.find((one) => isSameStore(one, store));
    const keys = change(before?.keys ?? []);
    const others = secret.stores.filter((one) => one !== before);
    const stores: readonly PushedStore[] = keys.length === 0 ? others : [...others, { ...storeName(store), keys }];
    secrets.set(idOf(push), { ...secret, stores });
  };
  return {
    all: () => [...secrets.values()].filter(({ stores }) => stores.length > 0),
    get: (push) => secrets.get(idOf(push)),
    has: (push, store, ref) =>
      secrets
        .get(idOf(push))
        ?.stores.find((one) => isSameStore(one, store))
        ?.keys.some((key) => isSameKey(key, ref)) ?? false,
    add({ namespace, name }, { deletionPolicy, fromCluster }, store, ref) {
      const push = { namespace, name };
      const before = secrets.get(idOf(push)) ?? { ...push, deletionPolicy, stores: [] };
      secrets.set(idOf(push), { ...before, ...(fromCluster === true ? { fromCluster } : {}) });
      change(push, store, (keys) => [...keys.filter((key) => !isSameKey(key, ref)), keyOf(ref)]);
    },
    remove: (push, store, ref) => change(push, store, (keys) => keys.filter((key) => !isSameKey(key, ref))),
    settle({ namespace, name }, settled) {
      if (settled === undefined) secrets.delete(idOf({ namespace, name }));
      else secrets.set(idOf({ namespace, name }), { namespace, name, ...settled });
    },
  };
}

function idOf({ namespace, name }: PushName): string {
  return `${namespace}/${name}`;
}

function storeName({ kind, name }: StoreName): StoreName {
  return { kind, name };
}

/** What is kept of a place: what is not said is not kept. */
function keyOf({ key, property, within }: PushedKey): PushedKey {
  return { key, ...(property ? { property } : {}), ...(within === undefined ? {} : { within }) };
}

function isSameStore(a: StoreName, b: StoreName): boolean {
  return a.kind === b.kind && a.name === b.name;
}

function isSameKey(a: PushedKey, b: PushedKey): boolean {
  return a.key === b.key && (a.property ?? '') === (b.property ?? '') && a.within === b.within;
}
