import { isTimestamp } from '../../go/yaml/timestamp.ts';

const written =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(?:Z|([-+]\d{2}):(\d{2})))|(?: +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?))?$/;

/** A date or time in YAML as Go prints the time that it reads (`Time.String`); `undefined` for what is none. */
export function printedTime(text: string): string | undefined {
  const [whole, year, month, day, ...rest] = written.exec(text) ?? [];
  if (whole === undefined || !isTimestamp(text)) return undefined;
  const [hour, minute, second, fraction] = rest[0] === undefined ? rest.slice(6) : rest;
  const [zoneHour = '+00', zoneMinute = '00'] = rest.slice(4, 6);
  const two = (digits = '0') => digits.padStart(2, '0');
  const digits = (fraction ?? '').slice(0, 9).replace(/0+$/, '');
  const zone = `${zoneHour}${zoneMinute}`;
  const time = `${two(hour)}:${two(minute)}:${two(second)}${digits === '' ? '' : `.${digits}`}`;
  return `${year}-${two(month)}-${two(day)} ${time} ${zone} ${/^[-+]0000$/.test(zone) ? 'UTC' : zone}`;
}
