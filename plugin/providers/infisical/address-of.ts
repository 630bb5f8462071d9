import { posix } from 'node:path';

/** A name in the store's folder; a path from there; or, with a slash at its beginning, a path from the root. */
export function addressOf(key: string, folder: string): { readonly folder: string; readonly name: string } {
  const cut = key.lastIndexOf('/');
  if (cut < 0) return { folder, name: key };
  const [above, name] = [key.slice(0, cut), key.slice(cut + 1)];
  return { folder: key.startsWith('/') ? above : posix.join(folder, above), name };
}
