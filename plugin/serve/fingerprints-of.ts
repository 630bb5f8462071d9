import { createHmac } from 'node:crypto';
import type { Fetched, Outcome } from '../model/fetched.ts';
import type { PlannedSecret } from '../model/plan.ts';
import type { Sensitive } from '../model/sensitive.ts';
import type { Store } from '../providers/provider.ts';
import { nameOf } from './name-of.ts';
import type { Reading } from './seen.ts';

/**
 * A keyed fingerprint of what was read for each ExternalSecret: equal as long as no value changed, appeared or went away, in
 * whatever order a store lists them. What generators made does not count.
 *
 * @returns By name; `undefined` where a store did not answer, so that nothing can be said.
 */
export function fingerprintsOf(
  { planned, fetched }: Pick<Reading, 'planned' | 'fetched'>,
  key: Uint8Array,
): ReadonlyMap<string, string | undefined> {
  const each = [...fetched].map(([externalSecret, values]) => {
    const plan = planned.wanted.get(externalSecret);
    return [nameOf(externalSecret), fingerprintOf(values, plan, key)] as const;
  });
  return new Map(each);
}

function fingerprintOf(
  { data, dataFrom }: Fetched,
  plan: PlannedSecret<Store> | undefined,
  key: Uint8Array,
): string | undefined {
  const hmac = createHmac('sha256', key);
  let isWhole = true;
  // Kind and length stand before the bytes, so that no two readings are written alike.
  const note = (kind: string, bytes: Uint8Array = Buffer.alloc(0)) =>
    hmac.update(`${kind} ${bytes.length}:`).update(bytes);
  const sensitive = (value: Sensitive) => note('value', value.reveal());
  const take = <T>(outcome: Outcome<T>, value: (value: T) => void) => {
    if (outcome.kind === 'value') value(outcome.value);
    else if (outcome.kind === 'missing') note('missing');
    // A store that does not answer says nothing; one whose value cannot be used does.
    else if (outcome.error.exitStatus === 3) isWhole = false;
    else note('failed', Buffer.from(outcome.error.code));
  };
  for (const outcome of data) take(outcome, sensitive);
  for (const [index, outcome] of dataFrom.entries()) {
    if (plan?.dataFrom[index]?.from === 'generator') continue;
    take(outcome, (values) => {
      note('map');
      for (const [name, value] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) {
        note('name', Buffer.from(name));
        sensitive(value);
      }
    });
  }
  return isWhole ? hmac.digest('hex') : undefined;
}
