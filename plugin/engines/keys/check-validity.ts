import type { DerReader } from '../../go/der-read.ts';
import { KeyError } from './key-error.ts';

const utcTime = /^([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})?(Z|[+-][0-9]{4})$/;
const generalizedTime = /^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(Z|[+-][0-9]{4})$/;

/** Checks that a certificate's two times are times. */
export function checkValidity(validity: DerReader): void {
  for (const { tag, content } of [validity.any(), validity.any()]) {
    const form = tag === 0x17 ? utcTime : tag === 0x18 ? generalizedTime : undefined;
    const found = form?.exec(content.toString('latin1'));
    if (!found || !isTime(found.slice(1, 7).map(Number))) throw new KeyError('x509: malformed validity');
  }
}

function isTime([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]): boolean {
  const full = year < 50 ? 2000 + year : year < 100 ? 1900 + year : year;
  const date = new Date(0);
  date.setUTCFullYear(full, month - 1, day);
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay && hour < 24 && minute < 60 && !(second >= 60);
}
