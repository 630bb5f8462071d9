/** The names that secrets have at Google, in one project and place. */
export interface SecretNames {
  /** Above the secrets of the store's location. */
  readonly parent: string;
  /** Above all secrets of the project. */
  readonly project: string;
  secret(key: string): string;
  version(key: string, version: string): string;
  /** The key of a secret, by its full name; the full name where it is not of the store's location. */
  keyOf(name: string): string;
}

/** Makes the names of a store's project and location. */
export function secretNames(projectId: string, location: string): SecretNames {
  const project = `projects/${projectId}`;
  const parent = location === '' ? project : `${project}/locations/${location}`;
  const place = location === '' ? '' : `/locations/${location}`;
  return {
    parent,
    project,
    secret: (key) => `${parent}/secrets/${key}`,
    version: (key, version) => `${parent}/secrets/${key}/versions/${version}`,
    keyOf(name) {
      // Google answers with the number of the project, whatever it was asked by.
      const [, number = ''] = name.split('/');
      const prefix = `projects/${number}${place}/secrets/`;
      return name.startsWith(prefix) ? name.slice(prefix.length) : name;
    },
  };
}

/** Whether Google could have a secret, or a version, of that name: of any other there is none. */
export function isPossibleName(name: string): boolean {
  return /^[A-Za-z0-9_-]{1,255}$/.test(name);
}
