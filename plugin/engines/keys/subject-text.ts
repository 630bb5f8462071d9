import { der } from '../../go/der.ts';
import { DerReader, type DerValue } from '../../go/der-read.ts';

/** An attribute of a name. */
interface Attribute {
  readonly oid: string;
  readonly value: DerValue;
}

const shortNames = new Map([
  ['2.5.4.6', 'C'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.3', 'CN'],
  ['2.5.4.5', 'SERIALNUMBER'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.17', 'POSTALCODE'],
]);

/** The order in which Go lists the attributes that it knows, whatever their order was; all of a kind stand together. */
const several = ['2.5.4.6', '2.5.4.8', '2.5.4.7', '2.5.4.9', '2.5.4.17', '2.5.4.10', '2.5.4.11'];
const single = ['2.5.4.3', '2.5.4.5'];

/**
 * Writes a distinguished name as Go's `pkix.Name.String` does: `CN=name,OU=a+OU=b,O=org`.
 *
 * @param name - DER.
 */
export function subjectText(name: Buffer): string {
  const attributes = readAttributes(name);
  const known = (oid: string) => attributes.filter((each) => each.oid === oid);
  const groups = [
    ...attributes.filter(({ oid }) => !shortNames.has(oid)).map((each) => [each]),
    ...several.map(known),
    // Of these the last one counts.
    ...single.map((oid) =>
      known(oid)
        .slice(-1)
        .filter(({ value }) => textOf(value) !== ''),
    ),
  ].filter((group) => group.length > 0);
  return groups
    .reverse()
    .map((group) => group.map(attributeText).join('+'))
    .join(',');
}

function readAttributes(name: Buffer): readonly Attribute[] {
  const attributes: Attribute[] = [];
  const sets = DerReader.ofSequence(name);
  while (!sets.isAtEnd) {
    const set = sets.enter(0x31);
    while (!set.isAtEnd) {
      const attribute = set.sequence();
      attributes.push({ oid: attribute.oid(), value: attribute.any() });
    }
  }
  return attributes;
}

function attributeText({ oid, value }: Attribute): string {
  const type = shortNames.get(oid);
  if (type === undefined) return `${oid}=#${anew(value).toString('hex')}`;
  const escaped = textOf(value).replaceAll(/^[ #]| $|[,+"\\<>;]/g, '\\$&');
  return `${type}=${escaped}`;
}

/** As Go writes a string again that it has read. */
function anew(value: DerValue): Buffer {
  const text = textOf(value);
  const bytes = Buffer.from(text, 'utf8');
  return /^[A-Za-z0-9'()+,\-./ :=?]*$/.test(text) ? der.printable(bytes) : der.utf8(bytes);
}

function textOf({ tag, content }: DerValue): string {
  if (tag === 0x1e) return Buffer.from(content).swap16().toString('utf16le');
  return content.toString(tag === 0x14 ? 'latin1' : 'utf8');
}
