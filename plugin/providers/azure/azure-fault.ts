import { azureError } from '../../errors/azure.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { HttpFault } from '../../errors/http-fault.ts';
import { storeError } from '../../errors/store.ts';
import { AzureRefusal } from './azure-refusal.ts';
import { type ObjectName, objectPaths } from './object-name.ts';

/** What was being done when it went wrong. */
export interface AzureCallFacts {
  /** The data action: `get`, `list`, `set`, `import`, `delete`, `recover`. */
  readonly action: string;
  readonly type: ObjectName['type'];
  readonly host: string;
  /** The key, as the manifest has it; absent for lists. */
  readonly on?: string;
}

/** Azure's own roles: one that may read, and one that may write. */
const roles = {
  secret: { reads: 'Key Vault Secrets User', writes: 'Key Vault Secrets Officer' },
  key: { reads: 'Key Vault Crypto User', writes: 'Key Vault Crypto Officer' },
  cert: { reads: 'Key Vault Certificate User', writes: 'Key Vault Certificates Officer' },
} as const;

/** Whether a vault says that there is no such thing. */
export function isNotFound(thrown: unknown): boolean {
  return thrown instanceof AzureRefusal && thrown.status === 404;
}

/** Puts a fault of a call in our words: the service's code words, never its message or body. */
export function azureFault(thrown: unknown, facts: AzureCallFacts): EsrError {
  const own = faultIn(thrown);
  if (own !== undefined) return own;
  const { action, type, on, host } = facts;
  const call = `${action} of ${on === undefined ? objectPaths[type] : `"${on}"`}`;
  if (!(thrown instanceof AzureRefusal)) return storeError('STORE_ANSWER', { call, host });
  const { status: code, word, inner, retryAfter } = thrown;
  const status = [code, inner || word].filter((part) => part !== '').join(' ');
  const options = { cause: new HttpFault(code, retryAfter ? { 'retry-after': retryAfter } : {}) };
  if (/^(Secret|Key|Certificate)Disabled$/.test(inner) && on !== undefined) {
    return azureError('AZURE_DISABLED', { key: on }, undefined, options);
  }
  if (code === 401) return storeError('STORE_CREDENTIALS', { call, status }, undefined, options);
  if (code === 429) return storeError('STORE_THROTTLED', { call, status }, undefined, options);
  if (code >= 500 || code === 408) return storeError('STORE_FAILED', { call, status }, undefined, options);
  if (code < 400) return storeError('STORE_ANSWER', { call, host }, undefined, options);
  const needs = code === 403 ? { needs: needsOf(facts, inner) } : {};
  return storeError('STORE_REFUSED', { call, status, ...needs }, undefined, options);
}

function needsOf({ action, type }: AzureCallFacts, inner: string): string {
  if (/Firewall|Connection|Network/.test(inner)) return 'the network rules of the vault to let this address in';
  const role = roles[type][/^(get|list)$/.test(action) ? 'reads' : 'writes'];
  return `the permission "${action}" on ${objectPaths[type]}: the role ${role}, or an access policy of the vault`;
}
