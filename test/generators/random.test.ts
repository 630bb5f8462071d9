import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GeneratorContext, GeneratorInfo } from '../../plugin/generators/generator.ts';
import { generator as password } from '../../plugin/generators/password.ts';
import { seededRandom } from '../../plugin/trust/seeded-random.ts';
import { generate } from '../support/generate.ts';
import { testRun } from '../support/run.ts';

const symbols = '~!@#$%^&*()_+`-={}|[]\\:"<>?,./';
const seed = Buffer.from('a seed that only this test has');
const seeded = (own: Buffer | string = seed, purpose: 'generate' | 'render' = 'generate') =>
  testRun({ purpose, seeded: true, random: (name) => seededRandom(Buffer.from(own), name) });

/** How many characters of each kind a password has. */
function kindsIn(text: string, own = symbols) {
  const counts = { lower: 0, upper: 0, digits: 0, symbols: 0 };
  for (const one of text) {
    if (one >= 'a' && one <= 'z') counts.lower += 1;
    else if (one >= 'A' && one <= 'Z') counts.upper += 1;
    else if (one >= '0' && one <= '9') counts.digits += 1;
    else if (own.includes(one)) counts.symbols += 1;
  }
  return counts;
}

describe('Password', () => {
  test.each([
    { name: 'the defaults', spec: {}, length: 24, digits: 6, symbols: 6 },
    { name: 'length 0 is 24', spec: { length: 0 }, length: 24, digits: 6, symbols: 6 },
    { name: 'a quarter, rounded down', spec: { length: 11 }, length: 11, digits: 2, symbols: 2 },
    {
      name: 'digits and symbols fill it',
      spec: { length: 4, digits: 2, symbols: 2 },
      length: 4,
      digits: 2,
      symbols: 2,
    },
    { name: 'none of either', spec: { length: 9, digits: 0, symbols: 0 }, length: 9, digits: 0, symbols: 0 },
    { name: 'fewer than none', spec: { length: 9, digits: -3, symbols: 0 }, length: 12, digits: 0, symbols: 0 },
    { name: 'the longest without repeats', spec: { length: 43 }, length: 43, digits: 10, symbols: 10 },
    { name: 'a long one', spec: { length: 5000, allowRepeat: true }, length: 5000, digits: 1250, symbols: 1250 },
    { name: 'empty symbols are the usual ones', spec: { symbolCharacters: '' }, length: 24, digits: 6, symbols: 6 },
  ])('counts: $name', async ({ spec, length, digits, symbols: count }) => {
    const { values, errors } = await generate('Password', spec);
    expect(errors).toEqual([]);
    const { password: text = '' } = values;
    expect([...text]).toHaveLength(length);
    expect(kindsIn(text)).toMatchObject({ digits, symbols: count });
  });

  test('noUpper leaves capitals out', async () => {
    const { values } = await generate('Password', { length: 26, digits: 0, symbols: 0, noUpper: true });
    expect([...(values['password'] ?? '')].sort().join('')).toBe('abcdefghijklmnopqrstuvwxyz');
  });

  test('symbols are taken by characters', async () => {
    const { values } = await generate('Password', { length: 3, digits: 0, symbols: 3, symbolCharacters: '€§🔑' });
    expect([...(values['password'] ?? '')].sort()).toEqual([...'€§🔑'].sort());
  });

  test('nothing comes twice without allowRepeat', async () => {
    const { values } = await generate('Password', { length: 40, digits: 10, symbols: 10 });
    expect(new Set(values['password']).size).toBe(40);
  });

  test.each([
    { encoding: 'raw', decode: (text: string) => text },
    { encoding: 'base64', decode: (text: string) => Buffer.from(text, 'base64').toString() },
    { encoding: 'base64url', decode: (text: string) => Buffer.from(text, 'base64url').toString() },
    { encoding: 'hex', decode: (text: string) => Buffer.from(text, 'hex').toString() },
  ])('$encoding encodes the same password', async ({ encoding, decode }) => {
    const spec = { length: 10, encoding };
    const { values } = await generate('Password', spec, { run: seeded() });
    expect(decode(values['password'] ?? '')).toMatch(/^[!-~]{10}$/);
    expect(kindsIn(decode(values['password'] ?? ''))).toMatchObject({ digits: 2, symbols: 2 });
  });

  test.each([
    { encoding: 'base64', form: /^[A-Za-z0-9+/]{14}==$/ },
    { encoding: 'base64url', form: /^[A-Za-z0-9_-]{14}==$/ },
    { encoding: 'base32', form: /^[A-Z2-7]{16}$/ },
    { encoding: 'hex', form: /^[0-9a-f]{20}$/ },
  ])('$encoding is padded as Go pads it', async ({ encoding, form }) => {
    const { values } = await generate('Password', { length: 10, encoding });
    expect(values['password']).toMatch(form);
  });

  test('each key has a password of its own', async () => {
    const { values } = await generate('Password', { secretKeys: ['a', 'b', '__proto__'] }, { run: seeded() });
    expect(Object.keys(values)).toEqual(['a', 'b', '__proto__'].filter((key) => Object.hasOwn(values, key)));
    expect(values['a']).not.toBe(values['b']);
  });

  test.each([
    { name: 'more digits than length', spec: { length: 4, digits: 5 }, code: 'PASSWORD_COUNTS' },
    { name: 'eleven digits', spec: { length: 44 }, code: 'PASSWORD_REPEATS' },
    { name: '53 letters', spec: { length: 53, digits: 0, symbols: 0 }, code: 'PASSWORD_REPEATS' },
    { name: '27 small letters', spec: { length: 27, digits: 0, symbols: 0, noUpper: true }, code: 'PASSWORD_REPEATS' },
    { name: '31 symbols', spec: { length: 31, digits: 0, symbols: 31 }, code: 'PASSWORD_REPEATS' },
    {
      name: 'symbols that hold one twice',
      spec: { length: 2, digits: 0, symbols: 2, symbolCharacters: '--' },
      code: 'PASSWORD_REPEATS',
    },
    { name: 'more than a Secret holds', spec: { length: 2 ** 21, allowRepeat: true }, code: 'PASSWORD_LENGTH' },
    { name: 'negative digits without end', spec: { digits: -(2 ** 30), allowRepeat: true }, code: 'PASSWORD_LENGTH' },
    { name: 'an empty key', spec: { secretKeys: [''] }, code: 'PASSWORD_KEYS' },
    { name: 'a key twice', spec: { secretKeys: ['a', 'b', 'a'] }, code: 'PASSWORD_KEYS' },
  ])('refuses $name', async ({ spec, code }) => {
    const { errors } = await generate('Password', spec);
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(errors[0]?.place?.object?.kind).toBe('ExternalSecret');
  });

  test.each([
    {
      name: 'keys and counts',
      spec: { secretKeys: ['a', 'a'], length: 4, digits: 5 },
      codes: ['PASSWORD_KEYS', 'PASSWORD_COUNTS'],
    },
    {
      name: 'letters, digits and symbols',
      spec: { length: 100, digits: 11, symbols: 31 },
      codes: ['PASSWORD_REPEATS', 'PASSWORD_REPEATS', 'PASSWORD_REPEATS'],
    },
  ])('tells all that is wrong at once: $name', async ({ spec, codes }) => {
    const { errors } = await generate('Password', spec);
    expect(errors.map((error) => error.code)).toEqual(codes);
    expect(new Set(errors.map((error) => error.place?.field))).toEqual(
      new Set(['spec.dataFrom[0].sourceRef.generatorRef']),
    );
  });

  test('keeps its policy over 100,000 specs from a seed', async () => {
    const draw = seededRandom(seed, 'the specs of this test');
    const wrong: unknown[] = [];
    for (let round = 0; round < 100_000; round += 1) {
      const [length = 0, digits = 0, symbolCount = 0, flags = 0] = draw.bytes(4);
      const own = (flags & 4) === 0 ? symbols : '-_.~';
      const allowRepeat = (flags & 1) === 1;
      const spec = {
        length: 8 + (length % 32),
        digits: digits % 5,
        symbols: symbolCount % 4,
        noUpper: (flags & 2) === 2,
        allowRepeat,
        symbolCharacters: own,
        encoding: 'raw' as const,
      };
      const letters = spec.length - spec.digits - spec.symbols;
      if (!allowRepeat && letters > (spec.noUpper ? 26 : 52)) continue;
      const random = seededRandom(seed, JSON.stringify([round, spec]));
      const values = await password.generate(spec, info, { random: () => random } as unknown as GeneratorContext);
      const text = values.get('password')?.reveal().toString() ?? '';
      const kinds = kindsIn(text, own);
      const fits =
        text.length === spec.length &&
        kinds.digits === spec.digits &&
        kinds.symbols === spec.symbols &&
        kinds.lower + kinds.upper === letters &&
        (!spec.noUpper || kinds.upper === 0) &&
        (allowRepeat || new Set(text).size === text.length);
      if (!fits) wrong.push(spec);
    }
    expect(wrong).toEqual([]);
  });

  test('gives each character, and each place, as often as the others', async () => {
    const spec = { length: 12, digits: 3, symbols: 3, noUpper: false, allowRepeat: true, encoding: 'raw' };
    const characters = new Map<string, number>();
    const digitsAt = new Array<number>(12).fill(0);
    const rounds = 20_000;
    for (let round = 0; round < rounds; round += 1) {
      const random = seededRandom(seed, `round ${round}`);
      const values = await password.generate(spec, info, { random: () => random } as unknown as GeneratorContext);
      for (const [index, one] of [...(values.get('password')?.reveal().toString() ?? '')].entries()) {
        characters.set(one, (characters.get(one) ?? 0) + 1);
        if (/[0-9]/.test(one)) digitsAt[index] = (digitsAt[index] ?? 0) + 1;
      }
    }
    // Six standard deviations: of pools of 52, 10 and 30, and of 12 places.
    const off = (pool: string, drawn: number) =>
      [...pool].filter(
        (one) => Math.abs((characters.get(one) ?? 0) - drawn / pool.length) > 6 * Math.sqrt(drawn / pool.length),
      );
    expect(off('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', 6 * rounds)).toEqual([]);
    expect(off('0123456789', 3 * rounds)).toEqual([]);
    expect(off(symbols, 3 * rounds)).toEqual([]);
    const usual = (3 * rounds) / 12;
    expect(digitsAt.filter((count) => Math.abs(count - usual) > 6 * Math.sqrt(usual))).toEqual([]);
  });
});

const info: GeneratorInfo = { kind: 'Password', name: 'p', namespace: 'shop', place: () => ({ file: 'test.yaml' }) };

describe('UUID', () => {
  test('is of version 4', async () => {
    const { values } = await generate('UUID', {});
    expect(values['uuid']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

/** What stands in an OpenSSH private key file. */
function opened(pem: string) {
  const bytes = Buffer.from(pem.replace(/-----[^-]+-----|\n/g, ''), 'base64');
  let at = 15;
  const part = () => {
    const length = bytes.readUInt32BE(at);
    at += 4 + length;
    return bytes.subarray(at - length, at);
  };
  const [cipher, kdf, options] = [part().toString(), part().toString(), part().toString()];
  at += 4;
  const publicKey = part();
  const secret = part();
  return { magic: bytes.subarray(0, 15).toString(), cipher, kdf, options, publicKey, secret };
}

const sshKeygen = ['/usr/bin/ssh-keygen', '/usr/local/bin/ssh-keygen'].find((file) => existsSync(file));

describe('SSHKey', () => {
  const kinds = [
    { spec: {}, type: 'ssh-rsa' },
    { spec: { keyType: 'rsa', keySize: 1024 }, type: 'ssh-rsa' },
    { spec: { keyType: 'rsa', keySize: 1025 }, type: 'ssh-rsa' },
    { spec: { keyType: 'ed25519' }, type: 'ssh-ed25519' },
    { spec: { keyType: 'ecdsa' }, type: 'ecdsa-sha2-nistp256' },
    { spec: { keyType: 'ecdsa', keySize: 384 }, type: 'ecdsa-sha2-nistp384' },
    { spec: { keyType: 'ecdsa', keySize: 521 }, type: 'ecdsa-sha2-nistp521' },
    { spec: { keyType: 'ecdsa', keySize: 2048 }, type: 'ecdsa-sha2-nistp256' },
  ];

  test.each(kinds)('$spec: both files hold one key', async ({ spec, type }) => {
    for (const run of [testRun(), seeded()]) {
      const { values, errors } = await generate('SSHKey', { ...spec, comment: 'me@host' }, { run });
      expect(errors).toEqual([]);
      const [name, key = '', comment] = (values['publicKey'] ?? '').replace(/\n$/, '').split(' ');
      expect([name, comment]).toEqual([type, 'me@host']);
      const file = opened(values['privateKey'] ?? '');
      expect(file).toMatchObject({ magic: 'openssh-key-v1\0', cipher: 'none', kdf: 'none', options: '' });
      expect(file.publicKey).toEqual(Buffer.from(key, 'base64'));
      expect(file.secret.length % 8).toBe(0);
      expect(file.secret.subarray(0, 4)).toEqual(file.secret.subarray(4, 8));
    }
  });

  (sshKeygen === undefined ? test.skip : test).each(kinds)('$spec: ssh-keygen reads it', async ({ spec }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ssh-'));
    try {
      const { values } = await generate('SSHKey', { ...spec, comment: 'me@host' }, { run: seeded() });
      const file = path.join(folder, 'id');
      writeFileSync(file, values['privateKey'] ?? '', { mode: 0o600 });
      const read = execFileSync(sshKeygen ?? '', ['-y', '-f', file], { encoding: 'utf8' });
      expect(read).toBe(values['publicKey']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('there is no comment unless one is given', async () => {
    const { values } = await generate('SSHKey', { keyType: 'ed25519' });
    expect(values['publicKey']).toMatch(/^ssh-ed25519 [A-Za-z0-9+/=]+\n$/);
  });

  test('an RSA key that is too short is refused, as the operator refuses it', async () => {
    const { errors } = await generate('SSHKey', { keySize: 768 });
    expect(errors.map(({ code }) => code)).toEqual(['SSH_KEY_SIZE']);
  });
});

describe('MFA', () => {
  const at = (spec: object, key: string, now = 0) =>
    generate(
      'MFA',
      { secret: { name: 'totp', key: 'seed' }, ...spec },
      {
        secrets: { totp: { seed: key } },
        run: testRun({ now: () => now }),
      },
    );
  // RFC 6238, appendix B, for SHA-1: the ASCII text 12345678901234567890.
  const rfc = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  test.each([
    { when: '1970-01-01T00:00:59Z', token: '94287082', timeLeft: '1' },
    { when: '2005-03-18T01:58:29Z', token: '07081804', timeLeft: '1' },
    { when: '2005-03-18T01:58:31Z', token: '14050471', timeLeft: '29' },
    { when: '2009-02-13T23:31:30Z', token: '89005924', timeLeft: '30' },
    { when: '2033-05-18T03:33:20Z', token: '69279037', timeLeft: '10' },
    { when: '2603-10-11T11:33:20Z', token: '65353130', timeLeft: '10' },
  ])('RFC 6238 at $when', async ({ when, token, timeLeft }) => {
    expect((await at({ when, length: 8 }, rfc)).values).toEqual({ token, timeLeft });
  });

  test.each([
    { name: 'of the clock', spec: {}, now: 59_999, want: '287082' },
    {
      name: 'with blanks, in small letters',
      spec: {},
      key: 'gezd gnbv gy3t qojq gezd gnbv gy3t qojq\n',
      now: 59_000,
      want: '287082',
    },
    { name: 'whatever the algorithm says', spec: { algorithm: 'sha512' }, now: 59_000, want: '287082' },
    { name: 'of another period', spec: { timePeriod: 59 }, now: 59_000, want: '287082' },
    // All ten digits that 31 bits have, and noughts before them.
    { name: 'with all its digits', spec: { length: 12 }, now: 59_000, want: '001094287082' },
  ])('a password $name', async ({ spec, key = rfc, now, want }) => {
    const { values } = await at(spec, key, now);
    expect(values['token']).toBe(want);
  });

  test('digits that make no whole byte at the end are lost, as Go loses them', async () => {
    const { values } = await at({ when: '1970-01-01T00:00:59Z' }, `${rfc}A`);
    expect(values['token']).toBe('287082');
  });

  test.each([
    { name: 'a seed with padding', key: 'MFRGG===', code: 'MFA_SEED' },
    { name: 'a seed of other letters', key: 'not base32 !', code: 'MFA_SEED' },
  ])('refuses $name, and shows none of it', async ({ key, code }) => {
    const { errors } = await at({}, key);
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(JSON.stringify(errors)).not.toContain(key);
  });

  test('refuses a password without end', async () => {
    expect((await at({ length: 1_000_000 }, rfc)).errors.map(({ code }) => code)).toEqual(['MFA_LENGTH']);
  });
});

describe('values from a seed', () => {
  const kinds = [
    { kind: 'Password', spec: { length: 30 }, other: { length: 30, digits: 6 } },
    { kind: 'UUID', spec: {}, other: undefined },
    { kind: 'SSHKey', spec: { keyType: 'ed25519' }, other: { keyType: 'ed25519', comment: 'x' } },
    { kind: 'SSHKey', spec: { keySize: 1024 }, other: { keySize: 1026 } },
    { kind: 'SSHKey', spec: { keyType: 'ecdsa' }, other: { keyType: 'ecdsa', keySize: 384 } },
  ];

  test.each(kinds)(
    '$kind $spec: two renders are equal; another seed, name, owner or spec is not',
    async ({ kind, spec, other }) => {
      const of = async (given: object = spec, options: object = {}) =>
        JSON.stringify((await generate(kind, given, { run: seeded(), ...options })).values);
      const first = await of();
      expect(first).not.toBe('{}');
      expect(await of()).toBe(first);
      expect(await of(spec, { run: seeded(seed, 'render') })).toBe(first);
      expect(await of(Object.fromEntries(Object.entries(spec).reverse()))).toBe(first);
      const others = [
        await of(spec, { run: seeded('another seed') }),
        await of(spec, { name: 'another' }),
        await of(spec, { externalSecret: 'another' }),
        ...(other === undefined ? [] : [await of(other)]),
      ];
      expect(new Set([first, ...others]).size).toBe(others.length + 1);
    },
  );

  test('the order of the spec, what else the ExternalSecret says, and its target change nothing', async () => {
    const first = await generate('Password', { length: 20, digits: 3 }, { run: seeded() });
    const second = await generate('Password', { digits: 3, length: 20 }, { run: seeded(), target: { name: 'other' } });
    expect(second.values).toEqual(first.values);
  });

  test('they stay the same in every version', async () => {
    const { values } = await generate('Password', { length: 16 }, { run: seeded() });
    const uuid = await generate('UUID', {}, { run: seeded() });
    const key = await generate('SSHKey', { keyType: 'ed25519' }, { run: seeded() });
    expect([values['password'], uuid.values['uuid'], key.values['publicKey']]).toMatchInlineSnapshot(`
[
  ",kEt4h:82~pT^s7B",
  "95d4795a-e6f2-4b50-83e9-42dec0b32081",
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJr1PRV9GhOFfzYjPP0hDMhlKpK1kUgITYMvd/GOEuXK
",
]
`);
  });

  test('they say that they follow from a seed, so that keys are made of them alone', () => {
    expect(seededRandom(seed, 'x').isSeeded).toBe(true);
  });

  test('without one generate refuses, and says what to do', async () => {
    const { errors } = await generate('Password', {}, { run: testRun({ purpose: 'generate' }) });
    expect(errors.map(({ code, hint }) => [code, hint])).toEqual([
      ['GENERATOR_UNSTABLE', expect.stringContaining('generators.seedFile')],
    ]);
  });

  test.each(['render', 'generate'] as const)(
    'random: allow and render give a new one each time: %s',
    async (purpose) => {
      const run = () => testRun({ purpose, config: { random: purpose === 'generate' ? 'allow' : 'refuse' } });
      const values = [await generate('UUID', {}, { run: run() }), await generate('UUID', {}, { run: run() })];
      expect(values[0]?.values['uuid']).not.toBe(values[1]?.values['uuid']);
    },
  );

  test('random functions of templates take it too', async () => {
    const target = {
      template: { data: { a: '{{ randAlphaNum 20 }}', b: '{{ randAlphaNum 20 }}', k: '{{ genPrivateKey "ecdsa" }}' } },
    };
    const of = async (own?: string) =>
      (await generate('Fake', { data: { x: '1' } }, { run: seeded(own), target })).values;
    const first = await of();
    expect(await of()).toEqual(first);
    expect(first['a']).not.toBe(first['b']);
    expect((await of('another seed'))['a']).not.toBe(first['a']);
  });
});
