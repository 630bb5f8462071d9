import { isUtf8 } from 'node:buffer';
import { DerReader, type DerValue } from '../../go/der-read.ts';
import { KeyError } from './key-error.ts';

/** Whether a string's content fits its type, by tag; types that are not here do not occur in names. */
const types = new Map<number, (content: Buffer) => boolean>([
  [0x0c, isUtf8],
  [0x12, (content) => /^[0-9 ]*$/.test(content.toString('latin1'))],
  [0x13, (content) => /^[A-Za-z0-9'()+,\-./ :=?*&]*$/.test(content.toString('latin1'))],
  [0x14, () => true],
  [0x16, (content) => content.every((byte) => byte < 0x80)],
  [0x1e, isBmp],
]);

/** Checks a distinguished name as Go does (crypto/x509, parseName). */
export function checkName(name: DerValue): DerValue {
  const sets = new DerReader(name.content);
  while (!sets.isAtEnd) {
    const attributes = sets.enter(0x31);
    while (!attributes.isAtEnd) {
      const attribute = attributes.sequence();
      attribute.oid();
      const { tag, content } = attribute.any();
      if (types.get(tag)?.(content) !== true) throw new KeyError('x509: invalid RDNSequence: invalid attribute value');
    }
  }
  return name;
}

/** No surrogates and none of the characters that are none. */
function isBmp(content: Buffer): boolean {
  if (content.length % 2 !== 0) return false;
  return !/[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/.test(Buffer.from(content).swap16().toString('utf16le'));
}
