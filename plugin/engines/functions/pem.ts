import type { Bytes } from '../../go/byte-string.ts';
import { decodePem, decodePemAll, encodePem } from '../../go/pem.ts';
import { type Certificate, parseCertificate } from '../keys/certificate.ts';
import { isRoot, orderChain } from '../keys/certificate-chain.ts';
import { FunctionError, GoList } from '../value.ts';
import { type Family, fn } from './family.ts';
import { withKeyErrors } from './key-errors.ts';

// External-secrets' own functions on PEM: runtime/template/v2/{pem,pem_chain,certs}.go.

/** Functions on PEM blocks and certificates. */
export const pem: Family = {
  filterPEM: fn(['string', 'string'], 'string', (type, text) => {
    const start = Math.max(text.indexOf('-----BEGIN'), 0);
    const { blocks, rest } = decodePemAll(text.slice(start) as Bytes);
    const wanted = blocks.filter((block) => block.type.toLowerCase() === type.toLowerCase());
    if (wanted.length === 0 && rest !== '') throw new FunctionError('error filtering pem: found junk');
    return wanted.map((block) => encodePem(block.type, block.bytes, block.headers)).join('') as Bytes;
  }),

  filterCertChain: fn(['string', 'string'], 'string', (kind, text) =>
    withKeyErrors(() => {
      const { blocks } = decodePemAll(text);
      const chain = orderChain(blocks.map((block) => parseCertificate(block.bytes)));
      return select(kind, chain)
        .map(({ bytes }) => encodePem('CERTIFICATE', bytes))
        .join('') as Bytes;
    }),
  ),

  certSANs: fn(['string'], '[]string', (text) => {
    const { block } = decodePem(text);
    if (block === undefined) throw new FunctionError('failed to decode PEM block');
    const { names } = withKeyErrors(() => parseCertificate(block.bytes), 'failed to parse certificate: ');
    return new GoList([...names.dns, ...names.ips, ...names.emails, ...names.uris], '[]string');
  }),
};

/** The part of a chain that `kind` names; another name selects nothing. */
function select(kind: string, chain: readonly Certificate[]): readonly Certificate[] {
  const leaf = chain[0] as Certificate;
  const last = chain.at(-1) as Certificate;
  switch (kind) {
    case 'leaf':
      return isRoot(leaf) ? [] : [leaf];
    case 'intermediate': {
      const others = chain.slice(1);
      const root = others.findIndex(isRoot);
      return root < 0 ? others : others.slice(0, root);
    }
    case 'root':
      return isRoot(last) ? [last] : [];
    default:
      return [];
  }
}
