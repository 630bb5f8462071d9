import type { Find, RemoteRef } from '../../model/remote.ts';
import type { Access, ApiCall, Right, WantedReads } from '../access.ts';
import { literalPrefix } from '../literal-prefix.ts';
import { inBatches } from './in-batches.ts';
import { partitionOf } from './partition-of.ts';

const service = 'secretsmanager';

/** What `secretReader` and `findSecrets` do, as calls and rights. */
export function secretsAccess(region: string, { reads, finds }: WantedReads): Access {
  const of = (ref: RemoteRef) => arnOf(region, ref.key);
  const values = reads.filter(({ metadataPolicy }) => metadataPolicy === undefined);
  const batches = inBatches(reads, 20).map((batch) => batch.filter(isCurrent).length);
  const reading: Access = {
    calls: [
      { name: `${service}:BatchGetSecretValue`, count: batches.filter((size) => size > 1).length },
      {
        name: `${service}:GetSecretValue`,
        count: batches.filter((size) => size === 1).length + values.filter((ref) => !isCurrent(ref)).length,
      },
      { name: `${service}:DescribeSecret`, count: reads.length - values.length },
    ],
    rights: [
      ...values.map((ref) => ({ action: `${service}:GetSecretValue`, resource: of(ref) })),
      ...reads
        .filter((ref) => !values.includes(ref))
        .map((ref) => ({ action: `${service}:DescribeSecret`, resource: of(ref) })),
      ...(batches.some((size) => size > 1) ? [{ action: `${service}:BatchGetSecretValue`, resource: '*' }] : []),
    ],
  };
  const searches = finds.map((find) => findAccess(region, find));
  return {
    calls: [...reading.calls, ...searches.flatMap(({ calls }) => calls)],
    rights: [...reading.rights, ...searches.flatMap(({ rights }) => rights)],
  };
}

function isCurrent({ version, metadataPolicy }: RemoteRef): boolean {
  return version === undefined && metadataPolicy === undefined;
}

/** The service puts a dash and six characters behind a name. */
function arnOf(region: string, key: string): string {
  if (key.startsWith('arn:')) return /-[A-Za-z0-9]{6}$/.test(key) ? key : `${key}-??????`;
  return `arn:${partitionOf(region)}:${service}:${region}:*:secret:${key}-??????`;
}

/** By name alone the names are listed and then read; with a path or by tags the service gives values at once. */
function findAccess(region: string, { name, path }: Find): Access {
  const prefix = path ?? literalPrefix(name?.regexp ?? '');
  const below = `arn:${partitionOf(region)}:${service}:${region}:*:secret:${prefix}*`;
  const listsNames = name !== undefined && path === undefined;
  const calls: ApiCall[] = [
    { name: `${service}:ListSecrets`, count: listsNames ? 1 : 0, atLeast: true },
    { name: `${service}:BatchGetSecretValue`, count: 1, atLeast: true },
  ];
  const rights: Right[] = [
    { action: `${service}:GetSecretValue`, resource: below },
    { action: `${service}:BatchGetSecretValue`, resource: '*' },
    { action: `${service}:ListSecrets`, resource: '*' },
  ];
  return { calls, rights };
}
