import type { Run } from '../model/run.ts';

/** The namespace of documents that name none: the configured one, else the application's destination, else `default`. */
export function defaultNamespace({ config, application }: Pick<Run, 'config' | 'application'>): string {
  return config.namespace ?? application.namespace ?? 'default';
}
