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
/** What a generator's output may ask for; nobody acts on it elsewhere, and it would stay in the output. */
const wishes = ['kustomize.config.k8s.io/needs-hash', 'kustomize.config.k8s.io/behavior'];
/** What is about the document as a piece of configuration. `local-config` would keep the Secret out of the build. */
const ofConfiguration = [
  'config.kubernetes.io/local-config',
  'config.kubernetes.io/function',
  'config.k8s.io/function',
];

/**
 * The annotations of a Secret with what a kustomize pipeline has to know of the ExternalSecret in whose place it stands.
 *
 * @remarks
 * A name's history goes along only where the Secret has the ExternalSecret's own name, its kinds rewritten: else kustomize
 * does not fix up the references.
 *
 * @param forGenerator - The Secret is the output of a generator.
 */
export function kustomizeAnnotations(
  { metadata, spec }: ExternalSecret,
  annotations: ReadonlyMap<string, string>,
  forGenerator = false,
): ReadonlyMap<string, string> {
  const result = new Map(annotations);
  for (const key of [...history, ...wishes, ...ofConfiguration]) result.delete(key);
  const isOwnName = (spec.target.name ?? metadata.name) === metadata.name;
  for (const key of [...position, ...(isOwnName ? history : []), ...(forGenerator ? wishes : [])]) {
    const value = Object.hasOwn(metadata.annotations, key) ? metadata.annotations[key] : undefined;
    if (value !== undefined) result.set(key, key === previousKinds ? value.replace(/[^,]+/g, 'Secret') : value);
  }
  return result;
}
