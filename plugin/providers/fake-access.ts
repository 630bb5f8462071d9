import type { AccessOf } from './access.ts';

/** The fake provider's values stand in its own document. */
export const access: AccessOf = () => ({ calls: [], rights: [] });
