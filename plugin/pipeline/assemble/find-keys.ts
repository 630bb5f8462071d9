import { oddKeyCharacter } from '../../go/odd-key-character.ts';
import type { ExternalSecret, FindSpec } from '../../model/external-secret.ts';
import type { Run } from '../../model/run.ts';

const annotation = 'external-secrets-render.dev/find-keys';

/** Whether `find` gives keys relative to its path: the annotation wins over the configuration. */
export function wantsRelativeKeys(externalSecret: ExternalSecret, run: Run): boolean {
  const { annotations } = externalSecret.metadata;
  const chosen = Object.hasOwn(annotations, annotation) ? annotations[annotation] : run.config.findKeys;
  return chosen === 'relative';
}

/**
 * Cuts `find.path` off the keys that lie below it: `/production/myapp/DATABASE_URL` becomes `DATABASE_URL`.
 *
 * @remarks ESO keeps whole paths; this is for who asks for less. A path that ends inside a word is left alone, so that
 * `/prod` does not cut `/production/x`.
 */
export function relativeKeys<V>(values: ReadonlyMap<string, V>, find: FindSpec): Map<string, V> {
  const { path } = find;
  if (path === undefined || path === '') return new Map(values);
  const cut = new Map<string, V>();
  for (const [key, value] of values) {
    const name = cutPath(key, path, '/') ?? cutPath(key, underscored(path), '_') ?? key;
    // A name outside the path may be what another one becomes: then the later one keeps its full name.
    cut.set(cut.has(name) ? key : name, value);
  }
  return cut;
}

// Some providers convert names before anybody sees them.
function underscored(path: string): string {
  return path.replace(oddKeyCharacter, '_');
}

function cutPath(key: string, path: string, separator: string): string | undefined {
  if (!key.startsWith(path)) return undefined;
  const rest = key.slice(path.length);
  if (!/[/._-]$/.test(path) && !/^[/._-]/.test(rest)) return undefined;
  const name = rest.startsWith(separator) ? rest.slice(1) : rest;
  return name === '' ? undefined : name;
}
