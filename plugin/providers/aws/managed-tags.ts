import { manifestError } from '../../errors/manifest.ts';
import type { AwsTag } from './tags-json.ts';

/** Marks what the operator, or we, have written. */
const managedBy = { Key: 'managed-by', Value: 'external-secrets' } as const;

/** A tag to be written. */
export interface WrittenTag {
  readonly Key: string;
  readonly Value: string;
}

/** Whether external-secrets has written something, by its tags. */
export function isManaged(tags: readonly AwsTag[] | undefined): boolean {
  return tags?.some(({ Key, Value }) => Key === managedBy.Key && Value === managedBy.Value) ?? false;
}

/**
 * The tags that a push writes: those of its metadata, and the mark.
 *
 * @throws ManifestError `PUSH_METADATA` where the metadata sets the mark itself.
 */
export function managedTags(wanted: unknown): readonly WrittenTag[] {
  const tags = Object.entries((wanted ?? {}) as Readonly<Record<string, string>>);
  if (tags.some(([key]) => key === managedBy.Key)) {
    throw manifestError('PUSH_METADATA', { why: 'sets the tag managed-by, which is always external-secrets' });
  }
  return [managedBy, ...tags.map(([Key, Value]) => ({ Key, Value }))];
}

/** What to add to tags and what to take from them, so that they become those wanted. */
export function tagChanges(
  have: readonly AwsTag[],
  want: readonly WrittenTag[],
): { readonly add: readonly WrittenTag[]; readonly remove: readonly string[] } {
  const before = new Map(have.map(({ Key = '', Value = '' }) => [Key, Value]));
  const after = new Set(want.map(({ Key }) => Key));
  return {
    add: want.filter(({ Key, Value }) => before.get(Key) !== Value),
    remove: [...before.keys()].filter((key) => !after.has(key)),
  };
}
