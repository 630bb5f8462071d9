import path from 'node:path';
import { faultsOf } from '../../errors/esr-error.ts';
import { parameterError } from '../../errors/parameter.ts';
import { policyError } from '../../errors/policy.ts';
import { inside } from '../../pipeline/load/inside.ts';

/** Where value files may lie. */
export interface ValueFolders {
  readonly folder: string;
  readonly root: string;
  /** Folders of other repositories, by name, that whoever runs the plugin brings along. */
  readonly references: ReadonlyMap<string, string>;
}

/**
 * Finds a value file: relative to the folder, from the top of the repository with a leading slash, or `$NAME/path`.
 *
 * @returns `undefined` when it is not there and may be missing.
 * @throws PolicyError `PATH_OUTSIDE`; UsageError `PATH_UNREADABLE`, `REFERENCE_UNKNOWN`
 */
export async function valueFile(
  name: string,
  { folder, root, references }: ValueFolders,
  mayBeMissing: boolean,
): Promise<string | undefined> {
  // Helm would fetch it, with a plugin's program for schemes of its own.
  if (name.includes('://')) throw policyError('PATH_OUTSIDE', { path: name });
  const [, reference, below] = /^\$([^/]+)\/(.*)$/.exec(name) ?? [];
  try {
    if (reference === undefined || below === undefined) {
      return await inside(root, path.join(name.startsWith('/') ? root : folder, name), name);
    }
    const other = references.get(reference);
    if (other === undefined)
      throw parameterError('REFERENCE_UNKNOWN', { name: reference, known: [...references.keys()] });
    return await inside(other, path.join(other, below), name);
  } catch (thrown) {
    if (mayBeMissing && faultsOf(thrown)?.[0]?.code === 'PATH_UNREADABLE') return undefined;
    throw thrown;
  }
}
