import type { ExternalSecret } from '../../model/external-secret.ts';

const internal = 'internal.config.kubernetes.io';

/** How kustomize finds an item again; the Secret is that item now. */
const position = [
  `${internal}/index`,
  `${internal}/path`,
  `${internal}/id`,
  `${internal}/annotations-migration-resource-id`,
  'config.kubernetes.io/index',
  'config.kubernetes.io/path',
  'config.k8s.io/id',
  'kustomize.config.k8s.io/id',
];

/** What kustomize did to a name; by it references to the name are fixed up later. */
const history = ['prefixes', 'suffixes', 'previousNames', 'previousNamespaces', 'previousKinds'].map(
  (name) => `${internal}/${name}`,
);
const previousKinds = `${internal}/previousKinds`;
const needsHash = 'kustomize.config.k8s.io/needs-hash';

/**
 * The annotations of a Secret with what a kustomize pipeline has to know of the ExternalSecret in whose place it stands.
 *
 * @remarks
 * A name's history goes along only where the Secret has the ExternalSecret's own name, its kinds rewritten: else kustomize
 * does not fix up the references (integration.md, "Names"). `needs-hash` is not acted on here, and would stay in the output.
 */
export function kustomizeAnnotations(
  { metadata, spec }: ExternalSecret,
  annotations: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const result = new Map(annotations);
  result.delete(needsHash);
  for (const key of history) result.delete(key);
  const isOwnName = (spec.target.name ?? metadata.name) === metadata.name;
  for (const key of [...position, ...(isOwnName ? history : [])]) {
    const value = Object.hasOwn(metadata.annotations, key) ? metadata.annotations[key] : undefined;
    if (value !== undefined) result.set(key, key === previousKinds ? value.replace(/[^,]+/g, 'Secret') : value);
  }
  return result;
}
