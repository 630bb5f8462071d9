import type { Bytes } from './byte-string.ts';

/**
 * Slash-separated paths as Go's `path` package treats them (`path/filepath` does the same on Linux).
 *
 * @remarks Go: `src/path/path.go`. Nothing is looked up in a file system.
 */
export const path = {
  /** Gives the shortest path that means the same; `.` for the empty one. */
  clean(text: Bytes): Bytes {
    const isRooted = text.startsWith('/');
    const kept: string[] = [];
    for (const name of text.split('/')) {
      if (name === '' || name === '.') continue;
      if (name !== '..') kept.push(name);
      else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
      else if (!isRooted) kept.push(name);
    }
    const joined = kept.join('/');
    return (isRooted ? `/${joined}` : joined === '' ? '.' : joined) as Bytes;
  },

  /** Gives the last name; `.` for the empty path, `/` for a path of slashes. */
  base(text: Bytes): Bytes {
    if (text === '') return '.' as Bytes;
    const trimmed = dropTrailingSlashes(text);
    return (trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1)) as Bytes;
  },

  /** Gives all but the last name, cleaned. */
  dir(text: Bytes): Bytes {
    return path.clean(text.slice(0, text.lastIndexOf('/') + 1) as Bytes);
  },

  /** Gives what follows the last dot of the last name, with the dot. */
  ext(text: Bytes): Bytes {
    const name = text.slice(text.lastIndexOf('/') + 1);
    const dot = name.lastIndexOf('.');
    return (dot < 0 ? '' : name.slice(dot)) as Bytes;
  },

  isAbsolute(text: Bytes): boolean {
    return text.startsWith('/');
  },
} as const;

function dropTrailingSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '/') end -= 1;
  return text.slice(0, end);
}
