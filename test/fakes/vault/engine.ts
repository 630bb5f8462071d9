import { type Bytes, bytesOf } from '../../../plugin/go/byte-string.ts';
import type { VaultAnswer, VaultRequest } from './request.ts';
import { VaultError } from './vault-error.ts';

/** What is mounted somewhere. */
export interface Engine {
  readonly version: 1 | 2;
  /** @param path - Below the mount. */
  answer(request: VaultRequest, path: string): VaultAnswer;
}

/** The names in a folder, as a LIST tells them: sorted, folders with a slash. 404 where there are none. */
export function childrenOf(paths: Iterable<string>, folder: string): readonly Bytes[] {
  const prefix = folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
  const names = new Set<string>();
  for (const path of paths) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...deeper] = path.slice(prefix.length).split('/');
    names.add(deeper.length === 0 ? name : `${name}/`);
  }
  if (names.size === 0) throw new VaultError(404);
  return [...names].map(bytesOf).sort();
}
