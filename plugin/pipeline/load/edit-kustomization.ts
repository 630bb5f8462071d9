import type { Json, JsonObject } from '../../model/document.ts';

/** An image that takes another's place, as kustomize writes it. */
export interface ImageEdit {
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
}

/** What is changed in a kustomization before it is built; the fields are kustomize's. */
export interface KustomizationEdit {
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly namespace?: string;
  readonly images?: readonly ImageEdit[];
  readonly replicas?: ReadonlyMap<string, number>;
  readonly commonLabels?: ReadonlyMap<string, string>;
  /** Whether common labels go into selectors too. Default true, as with Argo CD. */
  readonly labelSelectors?: boolean;
  readonly commonAnnotations?: ReadonlyMap<string, string>;
  readonly patches?: readonly JsonObject[];
  readonly components?: readonly string[];
}

/**
 * Changes a kustomization as `kustomize edit` would: single fields are set, entries of lists are replaced by name or added.
 *
 * @remarks Argo CD runs these commands for its own Kustomize applications (util/kustomize/kustomize.go).
 */
export function editKustomization(value: JsonObject, edit: KustomizationEdit): JsonObject {
  const { namePrefix, nameSuffix, namespace, commonAnnotations, commonLabels, patches = [], components = [] } = edit;
  const replicas = [...(edit.replicas ?? [])].map(([name, count]) => ({ name, count }));
  return {
    ...value,
    ...(namePrefix === undefined ? {} : { namePrefix }),
    ...(nameSuffix === undefined ? {} : { nameSuffix }),
    ...(namespace === undefined ? {} : { namespace }),
    ...added(value, 'images', byName(listOf(value, 'images'), (edit.images ?? []).map(entryOf))),
    ...added(value, 'replicas', byName(listOf(value, 'replicas'), replicas)),
    ...(commonLabels === undefined ? {} : { labels: [...listOf(value, 'labels'), labelsOf(commonLabels, edit)] }),
    ...(commonAnnotations === undefined
      ? {}
      : { commonAnnotations: { ...mapOf(value, 'commonAnnotations'), ...Object.fromEntries(commonAnnotations) } }),
    ...added(value, 'patches', [...listOf(value, 'patches'), ...patches]),
    ...added(value, 'components', [...new Set([...listOf(value, 'components'), ...components])]),
  };
}

/** A list is written only where there is something in it, or was. */
function added(value: JsonObject, key: string, list: readonly Json[]): JsonObject {
  return list.length === 0 && !Object.hasOwn(value, key) ? {} : { [key]: list };
}

function entryOf({ name, newName, newTag, digest }: ImageEdit): JsonObject {
  return {
    name,
    ...(newName === undefined ? {} : { newName }),
    // A digest and a tag exclude each other.
    ...(newTag === undefined || digest !== undefined ? {} : { newTag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function labelsOf(pairs: ReadonlyMap<string, string>, { labelSelectors = true }: KustomizationEdit): JsonObject {
  return { pairs: Object.fromEntries(pairs), includeSelectors: labelSelectors, includeTemplates: true };
}

function byName(present: readonly Json[], wanted: readonly JsonObject[]): readonly Json[] {
  const names = new Set(wanted.map(({ name }) => name));
  const isOther = (entry: Json) => !names.has((Object(entry) as JsonObject)['name'] ?? null);
  return [...present.filter(isOther), ...wanted];
}

function listOf(value: JsonObject, key: string): readonly Json[] {
  const list = Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
}

function mapOf(value: JsonObject, key: string): JsonObject {
  return Object(Object.hasOwn(value, key) ? value[key] : undefined) as JsonObject;
}
