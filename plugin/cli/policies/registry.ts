import { aws } from './aws.ts';
import { azure } from './azure.ts';
import { gcp } from './gcp.ts';
import type { Policy } from './policy.ts';
import { vault } from './vault.ts';

/** Every kind of policy that `esr plan --policy` writes. */
export const policies: Readonly<Record<'aws' | 'azure' | 'gcp' | 'vault', Policy>> = { aws, azure, gcp, vault };
