import type { View } from './view.ts';

/** Values as a cluster wants them. */
export const realValues: View = {
  values: 'real',
  fingerprintKey: Buffer.alloc(0),
  onlySecrets: false,
  mask: (text) => text,
};
