import { type Bytes, bytesOf } from '../../plugin/go/byte-string.ts';
import { der } from '../../plugin/go/der.ts';
import { DerReader, readDer } from '../../plugin/go/der-read.ts';
import { decodePem, decodePemAll, encodePem } from '../../plugin/go/pem.ts';

const block = '-----BEGIN X-----\nAAEC\n-----END X-----\n';

describe('decodePem()', () => {
  test.each([
    ['a block among other text', `junk\n${block}more`, '000102', 'more'],
    ['the last beginning before an end', `-----BEGIN Y-----\n${block}`, '000102', ''],
    [
      'lines of any width, CRLF and blanks',
      '-----BEGIN X-----  \r\nAA\r\n EC\t\r\n-----END X-----\r\nrest',
      '000102',
      'rest',
    ],
    ['an empty block', '-----BEGIN X-----\n-----END X-----\n', '', ''],
    ['a block behind one that is none', `-----BEGIN X-----\n!\n-----END X-----\n${block}`, '000102', ''],
  ])('finds %s', (_, text, hex, rest) => {
    const found = decodePem(bytesOf(text));
    expect([found.block?.bytes.toString('hex'), found.rest]).toEqual([hex, rest]);
  });

  test.each([
    ['a beginning inside a line', `  ${block}`],
    ['two types', '-----BEGIN X-----\nAAEC\n-----END Y-----\n'],
    ['text behind the end', '-----BEGIN X-----\nAAEC\n-----END X-----x\n'],
    ['too little base64', '-----BEGIN X-----\nAAE\n-----END X-----\n'],
  ])('finds none in %s', (_, text) => {
    expect(decodePem(bytesOf(text))).toEqual({ block: undefined, rest: text });
  });
});

describe('encodePem()', () => {
  test('puts Proc-Type first and the rest in order', () => {
    const headers = new Map([
      ['Zed', 'last'],
      ['Alpha', 'a'],
      ['Proc-Type', '4,ENCRYPTED'],
    ]) as ReadonlyMap<string, string> as ReadonlyMap<Bytes, Bytes>;
    const text = encodePem('X', Buffer.from([0, 1, 2]), headers);
    expect(text).toBe('-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\nAlpha: a\nZed: last\n\nAAEC\n-----END X-----\n');
    expect(decodePemAll(text).blocks).toEqual([{ type: 'X', headers, bytes: Buffer.from([0, 1, 2]) }]);
  });
});

describe('DER', () => {
  test.each([
    ['0', der.integer(0n), '020100'],
    ['128', der.integer(128n), '02020080'],
    ['-129', der.integer(-129n), '0202ff7f'],
    ['an identifier', der.oid('1.2.840.113549.1.9.22.1'), '060a2a864886f70d01091601'],
    ['a long value', der.octets(Buffer.alloc(300)).subarray(0, 4), '0482012c'],
  ])('writes %s', (_, value, hex) => {
    expect(value.toString('hex')).toBe(hex);
  });

  test('reads what it writes', () => {
    const whole = der.sequence(
      der.integer(-5n),
      der.oid('2.5.29.17'),
      der.octets(Buffer.from('x')),
      der.explicit(0, der.null()),
    );
    const reader = DerReader.ofSequence(whole);
    expect([reader.integer(), reader.oid(), reader.octets().toString(), reader.optional(0xa1), reader.isAtEnd]).toEqual(
      [-5n, '2.5.29.17', 'x', undefined, false],
    );
  });

  test.each([
    ['an indefinite length', '30800000'],
    ['a length longer than need be', '04810100'],
    ['a length beyond the end', '040200'],
    ['anything behind', '050000'],
    ['nothing', ''],
  ])('refuses %s', (_, hex) => {
    expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow(/^asn1: /);
  });
});
