import type { AccessOf } from '../access.ts';
import { countCalls } from '../count-calls.ts';

/** What reading from a cluster takes: one get a Secret, one list a find. */
export const access: AccessOf = (spec, { reads, finds }) => {
  const namespace = String(spec['remoteNamespace'] ?? 'default');
  return {
    calls: countCalls([
      { name: 'get secrets', count: reads.length },
      { name: 'list secrets', count: finds.length },
    ]),
    rights: [
      ...reads.map(({ key }) => ({ action: 'get', resource: `${namespace}/secrets/${key}` })),
      ...finds.map(() => ({ action: 'list', resource: `${namespace}/secrets` })),
    ],
  };
};
