import { createHash } from 'node:crypto';

/**
 * A made-up value for a reference: the same at each run, another for each reference.
 *
 * @remarks Dots keep it from being read as base64 under `decodingStrategy: Auto`.
 * @param reference - What makes the reference itself: store, key, version.
 * @param name - What it is called, for people.
 */
export function placeholder(reference: readonly (string | undefined)[], name: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([...reference, name]))
    .digest('hex')
    .slice(0, 8);
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `placeholder.${slug}.${hash}`;
}
