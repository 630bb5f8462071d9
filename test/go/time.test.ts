import { loadLocation } from '../../plugin/go/load-location.ts';
import { local } from '../../plugin/go/location.ts';
import { Time } from '../../plugin/go/time.ts';
import { formatDuration, parseDuration, roundDuration, truncateDuration } from '../../plugin/go/time-duration.ts';
import { formatTime, timeGoString, timeString } from '../../plugin/go/time-format.ts';
import { parseTime } from '../../plugin/go/time-parse.ts';

// The wanted values are what Go 1.26 answers.

describe('formatTime()', () => {
  test.each([
    [
      'a fraction is cut, not rounded',
      '2006-01-02T15:04:05.000Z07:00',
      1700000000,
      123456789,
      'UTC',
      '2023-11-14T22:13:20.123Z',
    ],
    ['winter', 'Jan _2 06 at 3:04PM MST', 1700000000, 0, 'America/New_York', 'Nov 14 23 at 5:13PM EST'],
    [
      'summer, and midnight is 12',
      'Jan _2 06 at 3:04PM MST',
      1690000000,
      0,
      'America/New_York',
      'Jul 22 23 at 12:26AM EDT',
    ],
    ['the day of the year', 'Monday 002 __2 pm', -5000000000, 0, 'UTC', 'Tuesday 204 204 pm'],
    [
      'every form of an offset',
      '-07 -0700 -07:00 -070000 Z0700 MST',
      1700000000,
      0,
      'Asia/Kolkata',
      '+05 +0530 +05:30 +053000 +0530 IST',
    ],
    ['an odd offset', '-07:00:00 MST', 1700000000, 0, 'Asia/Kathmandu', '+05:45:00 +0545'],
    ['a zone that lost its name', 'MST', 1500000000, 0, 'Europe/Istanbul', '+03'],
    ['and had one before', 'MST', 1400000000, 0, 'Europe/Istanbul', 'EEST'],
    ['a zone without a name', 'MST -07', 0, 0, 'America/Sao_Paulo', '-03 -03'],
    ['a zone with a sign turned round', '15:04 MST', 1700000000, 0, 'Etc/GMT-14', '12:13 +14'],
    ['fractions anywhere', '.999 ,00 .9 05.000000', 7, 120000000, 'UTC', '.12 ,12 .1 07.120000'],
    [
      'words that only begin like an element',
      '2006 06 _2006 02Jan06 Jane Monk',
      1e9,
      0,
      'UTC',
      '2001 01 _2001 09Sep01 Jane Monk',
    ],
    ['half hours in summer time', '15h04m05s', 1700000000, 0, 'Australia/Lord_Howe', '09h13m20s'],
    ['a year before the first', '2006-01-02', -62200000000, 0, 'UTC', '-0002-12-17'],
    ['a year of five digits', '2006', 253402300800, 0, 'UTC', '10000'],
    ['a summer to come', 'MST', 4000000000, 0, 'Europe/Paris', 'CEST'],
  ] as const)('%s', (_, layout, seconds, nanosecond, zone, want) => {
    const location = loadLocation(zone);
    expect(location && formatTime(new Time(seconds, nanosecond, location), layout)).toBe(want);
  });

  test('knows zones by their exact names', () => {
    const names = ['America/new_york', 'Nope/Zone', '../etc/passwd', 'constructor'];
    expect(names.map((name) => loadLocation(name))).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('parseTime()', () => {
  test.each([
    ['2006-01-02', '2024-02-29', '2024-02-29 00:00:00 +0000 UTC'],
    ['2006-01-02', '2023-02-29', undefined],
    ['2006-1-2', '2024-13-1', undefined],
    ['2006-002', '2024-366', '2024-12-31 00:00:00 +0000 UTC'],
    ['2006-002', '2023-366', undefined],
    ['2006-002 01', '2024-060 03', undefined],
    ['_2 Jan 06', ' 9 Mar 68', '2068-03-09 00:00:00 +0000 UTC'],
    ['2 Jan 06', '9 mar 69', '1969-03-09 00:00:00 +0000 UTC'],
    ['15:04', '24:00', undefined],
    ['3PM', '12AM', '0000-01-01 00:00:00 +0000 UTC'],
    ['3PM', '12PM', '0000-01-01 12:00:00 +0000 UTC'],
    ['15:04:05', '09:30:07.25', '0000-01-01 09:30:07.25 +0000 UTC'],
    ['05.000', '07.25', undefined],
    ['05.999', '07.1234567891', '0000-01-01 00:00:07.123456789 +0000 UTC'],
    ['Z07:00', '+05:30', '0000-01-01 00:00:00 +0530 +0530'],
    ['-0700', '+0000', '0000-01-01 00:00:00 +0000 UTC'],
    ['-07', '-03', '0000-01-01 00:00:00 -0300 -0300'],
    ['-0700', '+2500', undefined],
    ['MST', 'UTC', '0000-01-01 00:00:00 +0000 UTC'],
    ['MST', 'CET', '0000-01-01 00:00:00 +0000 CET'],
    ['MST', 'GMT-3', '-0001-12-31 21:00:00 -0300 GMT-3'],
    ['MST', '+05', '0000-01-01 00:00:00 +0000 +05'],
    ['MST', 'ABCDEF', undefined],
    ['January 2 2006', 'february  3   2024', '2024-02-03 00:00:00 +0000 UTC'],
    ['Monday', 'funday', undefined],
    ['2006-01-02 ', '2024-01-02', '2024-01-02 00:00:00 +0000 UTC'],
    ['2006-01-02', '2024-01-02x', undefined],
    ['', '', '0000-01-01 00:00:00 +0000 UTC'],
  ])('%j reads %j', (layout, value, want) => {
    const parsed = () => timeString(parseTime(layout, value, local));
    if (want === undefined) expect(parsed).toThrow();
    else expect(parsed()).toBe(want);
  });

  test('says nothing of the text that it refuses', () => {
    expect(() => parseTime('2006', 'hunter2', local)).toThrow(/^(?!.*hunter2)/);
  });
});

describe('Time', () => {
  test('prints as Go source', () => {
    expect(timeGoString(Time.ofUnix(1709211845))).toBe('time.Date(2024, time.February, 29, 13, 4, 5, 0, time.Local)');
  });

  test('prints its monotonic clock only after now', () => {
    expect(timeString(Time.ofClock(1500.25))).toBe('1970-01-01 00:00:01.50025 +0000 UTC m=+1.500250000');
  });

  test('adds months past the end of one', () => {
    const end = parseTime('2006-01-02', '2023-12-31', local).addDate(0, 2, 0);
    expect(formatTime(end, '2006-01-02')).toBe('2024-03-02');
  });
});

describe('durations', () => {
  test.each([
    ['1h30m', 5_400_000_000_000n, '1h30m0s'],
    ['-1.5h', -5_400_000_000_000n, '-1h30m0s'],
    ['.5h', 1_800_000_000_000n, '30m0s'],
    ['1us2ns', 1_002n, '1.002µs'],
    ['+0', 0n, '0s'],
    ['9223372036854775807ns', (1n << 63n) - 1n, '2562047h47m16.854775807s'],
    ['-9223372036854775808ns', -(1n << 63n), '-2562047h47m16.854775808s'],
  ])('%s', (text, nanoseconds, printed) => {
    expect([parseDuration(text), formatDuration(nanoseconds)]).toEqual([nanoseconds, printed]);
  });

  test.each(['', '1', '1d', '1h30', '1 h', '9223372036854775808ns', '1.5.5h', '.s', 'h'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test('rounds halves away from zero', () => {
    const rounded = [1_500n, -1_500n, 1_499n].map((each) => roundDuration(each, 1_000n));
    expect([...rounded, truncateDuration(-1_999n, 1_000n)]).toEqual([2_000n, -2_000n, 1_000n, -1_000n]);
  });
});
