import { type Bytes, bytesFromBuffer } from '../../go/byte-string.ts';
import { DerReader } from '../../go/der-read.ts';
import { parseUrl } from '../../go/parse-url.ts';
import { printUrl } from '../../go/print-url.ts';
import { UrlSyntaxError } from '../../go/url-syntax-error.ts';
import { formatIp } from './format-ip.ts';
import { KeyError } from './key-error.ts';

/** For whom a certificate is. */
export interface SubjectAltNames {
  readonly dns: readonly Bytes[];
  readonly emails: readonly Bytes[];
  readonly ips: readonly Bytes[];
  readonly uris: readonly Bytes[];
}

/** Reads the value of the extension; no names where there is none. */
export function readSubjectAltNames(value: Buffer | undefined): SubjectAltNames {
  const names = { dns: [] as Bytes[], emails: [] as Bytes[], ips: [] as Bytes[], uris: [] as Bytes[] };
  const list = value === undefined ? undefined : DerReader.ofSequence(value);
  while (list?.isAtEnd === false) {
    const { tag, content } = list.any();
    if (tag === 0x81) names.emails.push(ia5(content, 'rfc822Name'));
    if (tag === 0x82) names.dns.push(ia5(content, 'dNSName'));
    if (tag === 0x86) names.uris.push(uriOf(ia5(content, 'uniformResourceIdentifier')));
    if (tag === 0x87) names.ips.push(ipOf(content));
  }
  return names;
}

function ia5(content: Buffer, kind: string): Bytes {
  if (content.some((byte) => byte >= 0x80)) throw new KeyError(`x509: SAN ${kind} is malformed`);
  return bytesFromBuffer(content);
}

function uriOf(text: Bytes): Bytes {
  try {
    return printUrl(parseUrl(text));
  } catch (error) {
    if (error instanceof UrlSyntaxError) throw new KeyError('x509: cannot parse URI');
    throw error;
  }
}

function ipOf(content: Buffer): Bytes {
  if (content.length !== 4 && content.length !== 16) throw new KeyError('x509: cannot parse IP address');
  return formatIp(content) as Bytes;
}
