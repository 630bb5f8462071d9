/** One remote value wanted, as the provider addresses it. Equal refs of one store are read once. */
export interface RemoteRef {
  readonly key: string;
  readonly version?: string;
  /** `Fetch`: the labels, tags or metadata instead of the value. Absent means `None`. */
  readonly metadataPolicy?: 'Fetch';
  /** What the provider must know besides (webhook: the property, Vault: nothing). Part of what makes refs equal. */
  readonly part?: string;
}

/** One entry of `data` or `dataFrom[].extract`, as written. */
export interface EntryRef {
  readonly key: string;
  readonly property?: string;
  readonly version?: string;
  readonly metadataPolicy?: 'None' | 'Fetch';
  /** Of a push: the part of the store that it goes to, where that is not the store's own (a namespace of another cluster). */
  readonly within?: string;
}

/** One `dataFrom[].find`, as written. Absent and empty differ for some providers. */
export interface Find {
  readonly path?: string;
  readonly name?: { readonly regexp?: string };
  readonly tags?: Readonly<Record<string, string>>;
  /** For providers that convert names before `rewrite` sees them. */
  readonly conversionStrategy?: 'Default' | 'Unicode';
}

/** Equal for refs that are read once. */
export function remoteRefKey({ key, version, metadataPolicy, part }: RemoteRef): string {
  return JSON.stringify([key, version, metadataPolicy, part]);
}

/** Equal for finds that are run once. */
export function findKey({ path, name, tags, conversionStrategy }: Find): string {
  const sorted = tags === undefined ? undefined : Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([path, name, sorted, conversionStrategy]);
}
