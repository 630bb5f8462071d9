const date = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(.*)$/s;
const zoned = /^[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(?:Z|[-+]([0-9]{2}):([0-9]{2}))$/;
const local = /^ +([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?$/;

/** Whether a text is a date or a time in one of the four forms that go.yaml.in/yaml/v2 knows. */
export function isTimestamp(text: string): boolean {
  const [, year, month, day, rest] = date.exec(text) ?? [];
  if (year === undefined || !isDay(Number(year), Number(month), Number(day))) return false;
  if (rest === '') return true;
  const [, hour, minute, second, zoneHour = '0', zoneMinute = '0'] =
    zoned.exec(rest ?? '') ?? local.exec(rest ?? '') ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
  return Number(zoneHour) <= 24 && Number(zoneMinute) <= 60;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}
