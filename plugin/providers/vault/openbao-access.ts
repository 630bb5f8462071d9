import type { AccessOf } from '../access.ts';
import { access as vaultAccess } from './vault-access.ts';

/** What reading takes of a store of the OpenBao kind, whose mount is `kv` where none is named. */
export const access: AccessOf = (spec, wanted) => vaultAccess({ ...spec, path: spec['path'] || 'kv' }, wanted);
