import type { ExternalSecret, RemoteRefSpec, SourceRef, StoreRef } from '../../model/external-secret.ts';

/** Where the values of an ExternalSecret come from, by what they become: a key, or an entry of `dataFrom`. */
export function referencesOf({ spec }: Pick<ExternalSecret, 'spec'>): ReadonlyMap<string, string> {
  const { secretStoreRef, data = [], dataFrom = [] } = spec;
  const references = new Map<string, string>();
  for (const { secretKey, remoteRef, sourceRef } of data) {
    references.set(`key "${secretKey}"`, `${storeOf(sourceRef, secretStoreRef)} ${showRef(remoteRef)}`);
  }
  for (const [index, { extract, find, sourceRef, rewrite = [] }] of dataFrom.entries()) {
    const store = storeOf(sourceRef, secretStoreRef);
    const source =
      extract !== undefined
        ? `${store} ${showRef(extract)}`
        : find !== undefined
          ? `${store} find ${JSON.stringify({ path: find.path, name: find.name?.regexp, tags: find.tags })}`
          : store;
    const steps = rewrite.length === 0 ? '' : `, rewritten ${rewrite.length} times`;
    references.set(`dataFrom[${index}]`, `${source}${steps}`);
  }
  return references;
}

function storeOf(sourceRef: SourceRef | undefined, own: StoreRef | undefined): string {
  const { generatorRef } = sourceRef ?? {};
  if (generatorRef !== undefined) return `${generatorRef.kind} ${generatorRef.name}`;
  const { kind = 'SecretStore', name = '?' } = sourceRef?.storeRef ?? own ?? {};
  return `${kind} ${name}`;
}

function showRef({ key, property, version, metadataPolicy, decodingStrategy }: RemoteRefSpec): string {
  return [
    key,
    property === undefined ? '' : `property ${property}`,
    version === undefined ? '' : `version ${version}`,
    metadataPolicy === 'Fetch' ? 'metadata' : '',
    decodingStrategy === undefined || decodingStrategy === 'None' ? '' : `decoded ${decodingStrategy}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
