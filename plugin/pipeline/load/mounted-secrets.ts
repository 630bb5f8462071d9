import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../model/document.ts';

/**
 * Gives the reader of a credential directory, `NAMESPACE/NAME/KEY`.
 *
 * @remarks Reads only what is asked for. A name that is no plain file name leads nowhere, so that none leaves the directory.
 *
 * @returns A function that gives a Secret's `data` as base64 texts, or `undefined` where there is none.
 */
export function mountedSecrets(
  directory: string | undefined,
): (namespace: string, name: string) => JsonObject | undefined {
  if (directory === undefined) return () => undefined;
  return (namespace, name) => {
    if (![namespace, name].every(isPlainName)) return undefined;
    const folder = path.join(directory, namespace, name);
    const entries = keysOf(folder).flatMap((key): [string, string][] => {
      const value = readIfFile(path.join(folder, key));
      return value === undefined ? [] : [[key, value.toString('base64')]];
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  };
}

function isPlainName(name: string): boolean {
  return /^[-._A-Za-z0-9]+$/.test(name) && !name.startsWith('.');
}

/** A mounted Secret also holds `..data` and its dated folder. */
function keysOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((key) => !key.startsWith('..'));
  } catch {
    return [];
  }
}

function readIfFile(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
