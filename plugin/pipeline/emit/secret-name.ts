import type { RenderedSecret } from '../../model/secret.ts';

/** A Secret's name for messages, with its namespace where one is written. */
export function secretName({ name, namespace }: Pick<RenderedSecret, 'name' | 'namespace'>): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
