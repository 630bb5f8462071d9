/** What a Vault index says: of which cluster, and how far its own and its replicated log had come. */
interface Index {
  readonly cluster: string;
  readonly local: number;
  readonly replicated: number;
}

/**
 * Of two `X-Vault-Index` values, the one that later reads must not fall behind.
 *
 * @remarks Vault: `api/client.go`, `MergeReplicationStates`. Indices of two clusters cannot be compared: the later one counts.
 */
export function newerIndex(before: string, seen: string): string {
  const [old, fresh] = [parseIndex(before), parseIndex(seen)];
  if (old === undefined || fresh === undefined || old.cluster !== fresh.cluster) return seen;
  return old.local > fresh.local && old.replicated >= fresh.replicated ? before : seen;
}

/** `v1:CLUSTER:LOCAL:REPLICATED:SIGNATURE` in base64. */
function parseIndex(text: string): Index | undefined {
  const [version, cluster, local, replicated] = Buffer.from(text, 'base64').toString('latin1').split(':');
  if (version !== 'v1' || cluster === undefined || local === undefined) return undefined;
  return { cluster, local: Number(local), replicated: Number(replicated) };
}
