import type { Certificate } from './certificate.ts';
import { KeyError } from './key-error.ts';

/**
 * Orders certificates from the leaf to the root.
 *
 * @remarks
 * The issuer is the first other certificate whose subject key id is the authority key id; a missing one counts as empty.
 * ESO: runtime/template/v2/pem_chain.go, as `filterCertChain` uses it.
 *
 * @throws KeyError when the certificates are not one chain.
 */
export function orderChain(certificates: readonly Certificate[]): readonly Certificate[] {
  const issuers = certificates.map((certificate, index) =>
    certificates.findIndex((other, at) => at !== index && other.subjectKeyId === certificate.authorityKeyId),
  );
  const leaves = certificates.flatMap((_, index) => (issuers.includes(index) ? [] : [index]));
  if (leaves.length > 1) throw new KeyError('found multiple leaf or disjunct certificates');
  const [leaf] = leaves;
  if (leaf === undefined) throw new KeyError('no leaf certificate found');
  const chain: Certificate[] = [];
  for (let at = leaf; at >= 0; at = issuers[at] as number) {
    if (chain.length === certificates.length) throw new KeyError('constructing chain resulted in cycle');
    chain.push(certificates[at] as Certificate);
  }
  return chain;
}

/** Whether a certificate names no other issuer than itself. */
export function isRoot({ authorityKeyId, subjectKeyId }: Certificate): boolean {
  return authorityKeyId === '' || authorityKeyId === subjectKeyId;
}
