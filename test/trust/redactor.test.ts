import { Redactor } from '../../plugin/trust/redactor.ts';

const secret = 'hunter2 & <"zwölf">/+?';

const forms = [
  { name: 'as it is', text: secret },
  { name: 'base64', text: Buffer.from(secret).toString('base64') },
  { name: 'base64 after one byte', text: Buffer.from(`x${secret}`).toString('base64') },
  { name: 'base64 after two bytes', text: Buffer.from(`xy${secret}`).toString('base64') },
  { name: 'base64 before more', text: Buffer.from(`${secret}xyz`).toString('base64') },
  { name: 'base64url', text: Buffer.from(`y${secret}`).toString('base64url') },
  { name: 'hex', text: Buffer.from(secret).toString('hex') },
  { name: 'JSON', text: JSON.stringify(secret) },
  { name: 'JSON as Go writes it', text: 'hunter2 \\u0026 \\u003c\\"zwölf\\"\\u003e/+?' },
  { name: 'URL component', text: encodeURIComponent(secret) },
  { name: 'URL form', text: new URLSearchParams({ a: secret }).toString() },
  { name: 'URL in lower case', text: encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()) },
];

describe('Redactor', () => {
  test.each(forms)('masks a value: $name', ({ text }) => {
    const redactor = new Redactor();
    redactor.conceal(secret);
    const masked = redactor.mask(`before ${text} after`);
    expect(masked).toContain('<redacted>');
    expect(masked).not.toMatch(/hunter|unter2|zw|68756e746572|aHVudGVy|dW50ZXIy/i);
  });

  test('masks a single line of a longer value, and leaves short lines alone', () => {
    const redactor = new Redactor();
    redactor.conceal('-----BEGIN-----\nMIIBabcdefgh\nabc\n');
    expect(redactor.mask('saw MIIBabcdefgh and abc')).toBe('saw <redacted> and abc');
  });

  test('masks bytes that are no text, by their base64', () => {
    const redactor = new Redactor();
    redactor.conceal(Buffer.from([0, 255, 1, 254, 2, 253]));
    expect(redactor.mask('got AP8B/gL9')).toBe('got <redacted>');
  });

  test('does not mask values that any text holds', () => {
    const redactor = new Redactor();
    for (const value of ['', 'a', '12', 'abc']) redactor.conceal(value);
    expect(redactor.mask('line 12, column 1: abc')).toBe('line 12, column 1: abc');
  });

  test('masks a short value as a whole word, and its base64 anywhere', () => {
    const redactor = new Redactor();
    redactor.conceal('root');
    const [inside] = Buffer.from('xyzroot1').toString('base64').split('=');
    expect(redactor.mask(`key "rootname": root:x@h, /root, ${inside}`)).toMatch(
      /^key "rootname": <redacted>:x@h, \/<redacted>, .*<redacted>/,
    );
  });

  test('masks the longer of two values that overlap', () => {
    const redactor = new Redactor();
    redactor.conceal('hunter');
    redactor.conceal('hunter2-top-secret');
    expect(redactor.mask('x hunter2-top-secret y hunter z')).toBe('x <redacted> y <redacted> z');
  });

  test.each(['s3-cr', 'a.b/c', '(x)[y', 'p$^|', 'q\\{r}'])(
    'masks the short value %s, and not inside a word',
    (value) => {
      const redactor = new Redactor();
      redactor.conceal(value);
      expect(redactor.mask(`saw "${value}", not x${value}y`)).toBe(`saw "<redacted>", not x${value}y`);
    },
  );

  test.each([
    ['a segment of a key', 'registry', ['production/registry/token'], 'key "production/registry/token"', true],
    ['a word of a key', 'prod', ['prod-db'], 'key "prod-db"', true],
    ['a part of a word, for a short value', 'prod', ['production'], 'got prod', false],
    ['a part of a longer text', 'registry1', ['a-registry12'], 'got registry1', true],
    ['no text at all', 'registry', [], 'key "registry"', false],
    ['another text', 'registry', ['other'], 'key "registry"', false],
    ['its base64', 'registry', ['registry'], `got ${Buffer.from('registry').toString('base64')}`, false],
    ['a part of the value', 'registry-token', ['registry'], 'got registry-token', false],
  ] as const)('leaves in messages what stands in a document: %s', (_name, value, texts, message, isLeft) => {
    const redactor = new Redactor();
    redactor.conceal(value);
    redactor.admit(() => texts);
    expect(redactor.maskMessage(message) === message).toBe(isLeft);
    // What is no message may be made of the value.
    expect(redactor.mask(message)).not.toBe(message);
  });

  test('asks for the texts only where one matters', () => {
    const redactor = new Redactor();
    let asked = 0;
    redactor.conceal('hunter2-secret');
    redactor.admit(() => {
      asked += 1;
      return ['a'];
    });
    expect([redactor.maskMessage('nothing'), asked]).toEqual(['nothing', 0]);
    expect([redactor.maskMessage('hunter2-secret'), redactor.maskMessage('hunter2-secret'), asked]).toEqual([
      '<redacted>',
      '<redacted>',
      1,
    ]);
  });

  test('takes a value like "constructor" for a value', () => {
    const redactor = new Redactor();
    redactor.conceal('constructor');
    expect(redactor.mask('a constructor')).toBe('a <redacted>');
  });
});
