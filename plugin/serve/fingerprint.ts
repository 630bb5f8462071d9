import { createHmac } from 'node:crypto';
import type { Outcome } from '../model/fetched.ts';
import type { Sensitive } from '../model/sensitive.ts';
import type { Reading } from './seen.ts';

/**
 * A keyed fingerprint of everything that was read from stores: equal as long as no value changed, appeared or went away.
 * What generators made does not count.
 *
 * @returns `undefined` where a store did not answer, so that nothing can be said.
 */
export function fingerprintOf({ planned, fetched }: Reading, key: Uint8Array): string | undefined {
  const hmac = createHmac('sha256', key);
  const note = (kind: string, bytes: Uint8Array = Buffer.alloc(0)) =>
    hmac.update(`${kind} ${bytes.length}:`).update(bytes);
  let isWhole = true;
  const take = <T>(outcome: Outcome<T>, value: (value: T) => void) => {
    if (outcome.kind === 'value') value(outcome.value);
    else if (outcome.kind === 'missing') note('missing');
    // A store that does not answer says nothing; one whose value cannot be used does.
    else if (outcome.error.exitStatus === 3) isWhole = false;
    else note('failed', Buffer.from(outcome.error.code));
  };
  const sensitive = (value: Sensitive) => note('value', value.reveal());
  for (const [externalSecret, { data, dataFrom }] of fetched) {
    const sources = planned.wanted.get(externalSecret)?.dataFrom ?? [];
    for (const outcome of data) take(outcome, sensitive);
    for (const [index, outcome] of dataFrom.entries()) {
      if (sources[index]?.from === 'generator') continue;
      take(outcome, (values) => {
        note('map');
        for (const [name, value] of values) {
          note('name', Buffer.from(name));
          sensitive(value);
        }
      });
    }
  }
  return isWhole ? hmac.digest('hex') : undefined;
}
