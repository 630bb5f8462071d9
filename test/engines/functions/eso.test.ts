import { createHmac, randomBytes } from 'node:crypto';
import { type Execution, engines } from '../../../plugin/engines/engine.ts';
import { bytesOf, textOf } from '../../../plugin/go/byte-string.ts';
import type { RandomSource } from '../../../plugin/model/random.ts';

// What the template corpus does not hold of dates, versions, YAML and random values: seeds, refusals, odd values.

const noon = Date.UTC(2026, 0, 15, 12);

interface Options {
  readonly random?: RandomSource;
  readonly now?: number;
  readonly maxSteps?: number;
}

async function render(
  template: string,
  data: Readonly<Record<string, string>> = {},
  options: Options = {},
): Promise<string> {
  const { engine } = await engines.gotemplate();
  const execution: Execution = {
    now: () => options.now ?? noon,
    missingKey: 'error',
    maxSteps: options.maxSteps ?? 10_000_000,
    maxOutputBytes: 1_000_000,
    ...('random' in options ? (options.random ? { random: options.random } : {}) : { random: { bytes: randomBytes } }),
  };
  const compiled = await engine.compile(bytesOf(template), 'out');
  const bytes = new Map(Object.entries(data).map(([key, value]) => [bytesOf(key), bytesOf(value)]));
  return textOf(compiled.execute(bytes, execution));
}

/** The same bytes for the same seed. */
function seeded(seed: string): RandomSource {
  let block = 0;
  let rest = Buffer.alloc(0);
  return {
    isSeeded: true,
    bytes(count) {
      while (rest.length < count) {
        block += 1;
        rest = Buffer.concat([rest, createHmac('sha256', seed).update(String(block)).digest()]);
      }
      const taken = rest.subarray(0, count);
      rest = rest.subarray(count);
      return Buffer.from(taken);
    },
  };
}

describe('dates', () => {
  test.each([
    ['a duration is added to now', '{{ now | dateModify "1h" | date "15:04" }}', '13:00'],
    ['now prints its monotonic clock', '{{ now }}', '2026-01-15 12:00:00 +0000 UTC m=+1768478400.000000000'],
    ['a constant is a duration', '{{ (now.Add 1000000000).Format "05" }}', '01'],
    ['times are rounded', '{{ (now.Truncate ((toDate "15:04" "01:00").Sub (toDate "15:04" "00:00"))).Hour }}', '12'],
    ['months compare as numbers', '{{ eq now.Month 1 }}{{ printf "%02d" now.Month }}', 'true01'],
    ['a month adds as a number', '{{ int now.Month | add 1 }}', '2'],
    ['a time in JSON', '{{ dict "t" (toDate "2006" "2024") | toJson }}', '{"t":"2024-01-01T00:00:00Z"}'],
    ['a duration in hours', '{{ ((now.AddDate 0 0 1).Sub now).Hours }}', '24'],
    ['a zone of a year long gone', '{{ dateInZone "MST" (int64 0) "Europe/London" }}', 'BST'],
    ['ago counts whole seconds', '{{ ago (now | dateModify "-1500ms") }}', '2s'],
    ['durationRound of a time', '{{ durationRound (now | dateModify "-49h") }}', '2d'],
  ])('%s', async (_, template, want) => {
    expect(await render(template)).toBe(want);
  });

  test('an error does not show the text', async () => {
    await expect(render('{{ mustToDate "2006" .p }}', { p: 'hunter2' })).rejects.toThrow(/^(?!.*hunter2)/);
  });
});

describe('semver', () => {
  test.each([
    ['a version in JSON', '{{ dict "v" (semver "v1") | toJson }}', '{"v":"1.0.0"}'],
    ['a raised version is no pointer', '{{ typeOf (semver "1.2.3").IncMinor }}', 'semver.Version'],
    ['a version in a list prints as text', '{{ list (semver "v1.2") }}', '[1.2.0]'],
  ])('%s', async (_, template, want) => {
    expect(await render(template)).toBe(want);
  });

  test('what Go declares on the pointer is not there for a value', async () => {
    await expect(render('{{ (semver "1.2.3").IncMinor.Original }}')).rejects.toThrow("can't evaluate field Original");
  });
});

describe('yaml', () => {
  test.each([
    ['toYaml of a certificate', '{{ buildCustomCert "" "" | toYaml }}', undefined],
    ['toYaml of bytes that are no UTF-8', String.raw`{{ toYaml "\xff" }}`, '\ufffd'],
    [
      'fromYaml of an error says where',
      '{{ (fromYaml "a: 1\\nb: c: d").Error }}',
      'error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context',
    ],
    [
      'fromYaml merges',
      '{{ fromYaml "a: &x {b: 1}\\nc: {<<: *x, d: 2}" | toJson }}',
      '{"a":{"b":1},"c":{"b":1,"d":2}}',
    ],
    ['fromYaml of keys that objects have', '{{ fromYaml "__proto__: 1" | toJson }}', '{"__proto__":1}'],
  ])('%s', async (_, template, want) => {
    if (want === undefined) await expect(render(template)).rejects.toThrow('error calling buildCustomCert');
    else expect(await render(template)).toBe(want);
  });
});

describe('random values', () => {
  const everything = [
    '{{ randAlphaNum 20 }} {{ randAscii 9 }} {{ randInt -5 1000000 }} {{ randBytes 9 }} {{ uuidv4 }} {{ shuffle "äbcdef" }}',
    '{{ htpasswd "u" "p" "bcrypt" }} {{ encryptAES "k" "v" }}',
    '{{ genPrivateKey "ecdsa" }}{{ genPrivateKey "ed25519" }}{{ genPrivateKey "dsa" }}',
    '{{ $ca := genCA "ca" 90 }}{{ $c := genSignedCertWithKey "c" nil nil 90 $ca (genPrivateKey "ecdsa") }}{{ $c.Cert }}',
    '{{ $c := genSelfSignedCertWithKey "s" nil nil 90 (genPrivateKey "ecdsa") }}{{ pemToPkcs12 $c.Cert $c.Key }}',
  ];

  test.each(everything)('a seed gives them again: %s', async (template) => {
    const [first, again, other] = await Promise.all(
      ['a', 'a', 'b'].map((seed) => render(template, {}, { random: seeded(seed) })),
    );
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('a certificate from a seed is renewed after a third of its lifetime', async () => {
    const day = 86_400_000;
    const template = '{{ (genSelfSignedCertWithKey "s" nil nil 90 (genPrivateKey "ed25519")).Cert }}';
    // 30 days after 1970 a third begins: 683 thirds bring it to 4 February 2026.
    const begin = 683 * 30 * day;
    const at = (now: number) => render(template, {}, { random: seeded('a'), now });
    const [before, first, last, after] = await Promise.all(
      [begin - 1, begin, begin + 30 * day - 1, begin + 30 * day].map(at),
    );
    expect(last).toBe(first);
    expect([before, after]).not.toContain(first);
  });

  test.each([
    'randAlpha 3',
    'randInt 1 5',
    'uuidv4',
    'shuffle "ab"',
    'bcrypt "x"',
    'encryptAES "k" "v"',
    'genPrivateKey "rsa"',
    'genPrivateKey "ed25519"',
    'genCA "x" 1',
  ])('are refused where randomness is: %s', async (call) => {
    await expect(render(`{{ ${call} }}`, {}, { random: undefined as never })).rejects.toMatchObject({
      code: 'TEMPLATE_RANDOM',
    });
  });

  test.each([
    ['keys', '{{ range until 100 }}{{ genPrivateKey "rsa" }}{{ end }}', 100_000],
    ['password hashes', '{{ range until 1000 }}{{ bcrypt "x" }}{{ end }}', 150_000],
    ['long strings', '{{ randAlphaNum 100000000 }}', 1_000_000],
    ['bytes', '{{ randBytes 100000000 }}', 1_000_000],
  ])('%s count against the budget', async (_, template, maxSteps) => {
    await expect(render(template, {}, { maxSteps })).rejects.toMatchObject({ code: 'TEMPLATE_BUDGET' });
  });

  test('every character of the alphabet is drawn', async () => {
    const drawn = await render('{{ randAlphaNum 20000 }}');
    expect(new Set(drawn).size).toBe(62);
    expect(new Set(await render('{{ randAscii 20000 }}')).size).toBe(95);
  });
});
