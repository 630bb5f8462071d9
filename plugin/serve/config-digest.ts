import { createHash } from 'node:crypto';
import type { RenderConfig } from '../model/config.ts';

/** Names a configuration: two processes with equal digests render alike. Where the file lies does not count. */
export function configDigest({ file: _file, ...config }: RenderConfig): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex');
}
