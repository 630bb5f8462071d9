import { azureError } from '../../errors/azure.ts';

/** The kinds of object that a vault holds, by the prefix of a key, with the path that the service has for them. */
export const objectPaths = { secret: 'secrets', key: 'keys', cert: 'certificates' } as const;

/** An object of a vault. */
export interface ObjectName {
  readonly type: keyof typeof objectPaths;
  readonly name: string;
}

/**
 * Reads a remote key: a name alone is a secret's, `key/NAME` and `cert/NAME` are others'. What follows is ignored.
 *
 * @remarks ESO: `keyvault.go`, `getObjType`.
 * @throws ManifestError `AZURE_OBJECT`
 */
export function objectName(key: string): ObjectName {
  const [first = '', second] = key.split('/');
  if (second === undefined) return { type: 'secret', name: first };
  if (!Object.hasOwn(objectPaths, first)) throw azureError('AZURE_OBJECT', { key });
  return { type: first as ObjectName['type'], name: second };
}
