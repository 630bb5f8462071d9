import type { JsonObject } from '../../model/document.ts';
import type { Found, Wanted } from '../../model/inventory.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import { kinds } from '../../resources/kinds.ts';

/** Reads a Secret of the credential mounts as `data` of base64 texts; `undefined` where there is none. */
export type MountedSecret = (namespace: string, name: string) => JsonObject | undefined;

const clusterScoped = new Set([...kinds.values()].filter(({ scope }) => scope === 'cluster').map(({ kind }) => kind));

/**
 * Makes the look-up of the places that need no network: platform configuration, credential mounts, input.
 * A trusted object is found before one of the input, which cannot take its place.
 *
 * @param resources - Of every origin. Of two that are called the same in one place the last one counts, as when they
 *   are applied.
 */
export function lookup(
  resources: readonly Resource[],
  mounted: MountedSecret,
  namespace: string,
  run: Pick<Run, 'config'>,
): (wanted: Wanted) => Found {
  const { file, credentials } = run.config;
  const platform = indexOf(resources.filter(({ origin }) => origin !== 'input'));
  const input = indexOf(resources.filter(({ origin }) => origin === 'input'));
  return (wanted) => {
    const key = keyOf(wanted, namespace);
    const searched = [
      file === undefined
        ? 'the platform configuration (none is given: --config or ESR_CONFIG names one)'
        : `the platform configuration ${file}`,
    ];
    let resource = platform.get(key);
    if (resource === undefined && wanted.kind === 'Secret' && credentials.directory !== undefined) {
      const from = wanted.namespace ?? namespace;
      searched.push(`the credential mount ${credentials.directory}/${from}/${wanted.name}`);
      const data = mounted(from, wanted.name);
      if (data !== undefined) resource = mountedResource(from, wanted.name, data, credentials.directory);
    }
    searched.push('the input');
    resource ??= input.get(key);
    return resource === undefined ? { searched } : { resource };
  };
}

function indexOf(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  return new Map(resources.map((resource) => [keyOf({ kind: resource.kind, ...resource.metadata }), resource]));
}

function keyOf({ kind, namespace, name }: Wanted, unnamed = ''): string {
  return JSON.stringify(clusterScoped.has(kind) ? [kind, name] : [kind, namespace ?? unnamed, name]);
}

function mountedResource(namespace: string, name: string, data: JsonObject, directory: string): Resource {
  const file = `${directory}/${namespace}/${name}`;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels: {}, annotations: {} },
    spec: {},
    raw: { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, data },
    origin: 'mount',
    place: (field) => ({
      file,
      object: { kind: 'Secret', namespace, name },
      ...(field === undefined ? {} : { field }),
    }),
  };
}
