import type { Find, RemoteRef } from '../../model/remote.ts';
import type { Access, WantedReads } from '../access.ts';
import { inBatches } from './in-batches.ts';
import { partitionOf } from './partition-of.ts';

/** What `parameterReader` and `findParameters` do, as calls and rights. */
export function parametersAccess(region: string, { reads, finds }: WantedReads): Access {
  const arn = (name: string) => arnOf(region, name);
  const values = reads.filter(({ metadataPolicy }) => metadataPolicy === undefined);
  const batches = inBatches(reads, 10).map(togetherAndAlone);
  const isTogether = batches.some(({ together }) => together > 1);
  const searches = finds.map((find) => findAccess(arn, find));
  return {
    calls: [
      { name: 'ssm:GetParameters', count: batches.filter(({ together }) => together > 1).length },
      { name: 'ssm:GetParameter', count: batches.reduce((sum, { alone }) => sum + alone, 0) },
      { name: 'ssm:ListTagsForResource', count: reads.length - values.length },
      ...searches.flatMap(({ calls }) => calls),
    ],
    rights: [
      ...values.flatMap(({ key }) => [
        ...(isTogether ? [{ action: 'ssm:GetParameters', resource: arn(key) }] : []),
        ...(isTogether && batches.every(({ alone }) => alone === 0)
          ? []
          : [{ action: 'ssm:GetParameter', resource: arn(key) }]),
      ]),
      ...reads
        .filter((ref) => !values.includes(ref))
        .map(({ key }) => ({ action: 'ssm:ListTagsForResource', resource: arn(key) })),
      ...searches.flatMap(({ rights }) => rights),
    ],
  };
}

/** Two versions of one name are not read in one call; one name needs none for several. */
function togetherAndAlone(batch: readonly RemoteRef[]): { readonly together: number; readonly alone: number } {
  const values = batch.filter(({ metadataPolicy }) => metadataPolicy === undefined);
  const names = new Set(values.map(({ key }) => nameOf(key)));
  return names.size > 1
    ? { together: names.size, alone: values.length - names.size }
    : { together: 0, alone: values.length };
}

/** Without a version or label behind a colon; the colons of an ARN stay. */
function nameOf(key: string): string {
  return /^((?:arn:(?:[^:]*:){4})?[^:]*)/.exec(key)?.[1] ?? key;
}

function arnOf(region: string, key: string): string {
  const name = nameOf(key);
  if (name.startsWith('arn:')) return name;
  return `arn:${partitionOf(region)}:ssm:${region}:*:parameter/${name.replace(/^\//, '')}`;
}

function findAccess(arn: (name: string) => string, { name, path = '/' }: Find): Access {
  const folder = arn(path).replace(/\/$/, '');
  const below = [folder, `${folder}/*`].filter((resource) => !resource.endsWith(':parameter'));
  if (name !== undefined) {
    return {
      calls: [{ name: 'ssm:GetParametersByPath', count: 1, atLeast: true }],
      rights: below.map((resource) => ({ action: 'ssm:GetParametersByPath', resource })),
    };
  }
  return {
    calls: [
      { name: 'ssm:DescribeParameters', count: 1, atLeast: true },
      { name: 'ssm:GetParameters', count: 1, atLeast: true },
    ],
    rights: [
      { action: 'ssm:DescribeParameters', resource: '*' },
      { action: 'ssm:GetParameters', resource: `${folder}/*` },
      { action: 'ssm:GetParameter', resource: `${folder}/*` },
    ],
  };
}
