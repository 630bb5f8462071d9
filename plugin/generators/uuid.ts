import { Sensitive } from '../model/sensitive.ts';
import { formatUuid } from './format-uuid.ts';
import type { Generator } from './generator.ts';

// UUID, version 4. ESO: generators/v1/uuid/uuid.go.

/** A random UUID. */
export const generator: Generator = {
  random: true,
  outputs: () => ['uuid'],
  async generate(_spec, _info, context) {
    return new Map([['uuid', new Sensitive(formatUuid(context.random().bytes(16)))]]);
  },
};
