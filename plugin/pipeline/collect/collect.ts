import { attempt } from '../../errors/attempt.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { tellAll } from '../../errors/tell-all.ts';
import type { JsonObject, ParsedDocument } from '../../model/document.ts';
import type { Documents } from '../../model/documents.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory, Refused } from '../../model/inventory.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { StoreResource } from '../../model/store.ts';
import type { Role } from '../../resources/kind.ts';
import { readResource } from '../../resources/read-resource.ts';
import { readSupporting } from '../../resources/read-supporting.ts';
import { storeRegexps } from '../../resources/store-regexps.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import { classify, type Known } from './classify.ts';
import { duplicates, warnShadowed } from './duplicates.ts';
import { expandCluster } from './expand-cluster.ts';
import { lookup, type MountedSecret } from './lookup.ts';
import { refusedDocument, refusedText } from './refused.ts';
import { sharedTargets } from './shared-targets.ts';
import { isSkipped } from './skip.ts';
import { usedBy } from './used-by.ts';

/**
 * Takes the inventory of a run: everything of ours, read as the API server and the operator's webhook would.
 *
 * @param documents - Those of the platform configuration and those of the input; each source says which it is.
 * @param mounted - Reads a Secret of the credential mounts.
 * @throws EsrErrors with everything that is wrong with any of the documents, unless the run goes on in spite of it.
 */
export async function collect(
  documents: Documents,
  run: Run,
  mounted: MountedSecret = () => undefined,
): Promise<Inventory> {
  const faults: EsrError[] = [];
  const namespace = defaultNamespace(run);
  const refused: Refused[] = (documents.broken ?? []).map(({ range, fault }) => refusedText(range, namespace, fault));
  const refuse =
    ({ value }: ParsedDocument) =>
    (fault: EsrError) =>
      void refused.push(refusedDocument(value, namespace, fault));
  const known = documents.parsed.flatMap(
    (document) => attempt(() => classify(document, run), faults, refuse(document)) ?? [],
  );
  warnOldVersion(known, run);
  const left = leftAlone(known, run);
  const read = known
    .filter(({ document, kind }) => !(left.has(document) && isRendered(kind.role)))
    .flatMap((each) => {
      const read = () => ({ role: each.kind.role, resource: readOne(each, namespace, run) });
      return attempt(read, faults, refuse(each.document)) ?? [];
    })
    .toSorted((a, b) => Number(a.resource.origin === 'input') - Number(b.resource.origin === 'input'));
  const inRole = (role: Role) => read.filter((each) => each.role === role).map(({ resource }) => resource);

  const resources = read.map(({ resource }) => resource);
  const ours = read.filter(({ role }) => role !== 'supporting').map(({ resource }) => resource);
  for (const fault of duplicates(ours)) faults.push(fault);
  warnShadowed(resources, run);
  const clusters = inRole('clusterExternalSecret').filter(isOfInput);
  const supporting = inRole('supporting');
  const own = inRole('externalSecret').filter(isOfInput) as unknown as ExternalSecret[];
  const externalSecrets = [...own];
  for (const cluster of clusters) {
    externalSecrets.push(...(attempt(() => expand(cluster, externalSecrets, supporting, run), faults) ?? []));
  }
  const stores = inRole('store') as unknown as StoreResource[];
  for (const fault of [...sharedTargets(externalSecrets), ...(await storeRegexps(stores))]) faults.push(fault);
  tellAll(faults, run);

  return {
    ranges: documents.ranges.filter(({ source }) => source.origin === 'input'),
    documents: documents.parsed.filter(({ range }) => range.source.origin === 'input'),
    externalSecrets,
    clusterExternalSecrets: clusters,
    pushSecrets: inRole('pushSecret').filter(isOfInput),
    stores,
    generators: inRole('generator'),
    supporting,
    leftAlone: [...left],
    refused,
    find: lookup(resources, mounted, namespace, run),
  };
}

function isOfInput({ origin }: Resource): boolean {
  return origin === 'input';
}

/** Kinds that stand for something to render; the others are only used by them. */
function isRendered(role: Role): boolean {
  return role === 'externalSecret' || role === 'clusterExternalSecret' || role === 'pushSecret';
}

function readOne({ document, kind, version }: Known, namespace: string, run: Run): Resource {
  const context = { origin: document.range.source.origin, namespace, warn: run.warn };
  return kind.role === 'supporting'
    ? readSupporting(document, kind, context)
    : readResource(document, kind, version, context);
}

/** Current operators do not serve v1beta1; here it is read all the same, so one word for all of them is enough. */
function warnOldVersion(known: readonly Known[], run: Run): void {
  const old = known.filter(({ version }) => version === 'v1beta1');
  const [first] = old;
  if (first === undefined || run.purpose !== 'validate') return;
  run.warn({
    code: 'VERSION_UNSERVED',
    says: `external-secrets.io/v1beta1 is not served by current operators; ${old.length === 1 ? '1 document uses' : `${old.length} documents use`} it`,
    hint: 'write apiVersion: external-secrets.io/v1',
    place: first.document.place('apiVersion'),
  });
}

/** Documents of ours that leave as they came: those with the skip annotation, what these use, other controllers' stores. */
function leftAlone(known: readonly Known[], run: Run): ReadonlySet<ParsedDocument> {
  const input = known.filter(({ document }) => document.range.source.origin === 'input');
  const skipped = input.filter(({ document, kind }) => kind.role !== 'supporting' && isSkipped(document));
  const isUsed = usedBy(skipped.map(({ document }) => document));
  const kept = input.filter(({ document, kind }) => {
    if (kind.role !== 'store' && kind.role !== 'generator') return kind.role === 'bystander';
    const { metadata, spec } = document.value;
    const { name, labels } = Object(metadata) as { readonly name?: unknown; readonly labels?: unknown };
    const { controller } = Object(spec) as { readonly controller?: unknown };
    const isOthers = typeof controller === 'string' && controller !== '' && controller !== run.config.controllerClass;
    return isOthers || isUsed({ kind: kind.kind, name: String(name), labels: Object(labels) as JsonObject });
  });
  return new Set([...skipped, ...kept].map(({ document }) => document));
}

function expand(
  cluster: Resource,
  own: readonly ExternalSecret[],
  supporting: readonly Resource[],
  run: Run,
): ExternalSecret[] {
  const namespaces = supporting.filter(({ kind }) => kind === 'Namespace');
  const standing = (namespace: string, name: string) =>
    own.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
  return expandCluster(cluster, namespaces, standing, run);
}
