import tls from 'node:tls';

/** Certificates that are trusted now; one for each time that somebody asked. */
const trusted: string[] = [];
const create = tls.createSecureContext;

/**
 * Has this process trust one more certificate beside the system's, as `NODE_EXTRA_CA_CERTS` would from its start.
 *
 * @returns Undoes it, in whatever order several are undone.
 */
export function trustCertificate(pem: string): () => void {
  trusted.push(pem);
  tls.createSecureContext = (options) => {
    const made = create(options);
    const { context } = made as unknown as { readonly context: { addCACert(pem: string): void } };
    // A CA of its own replaces what the process trusts.
    if (options?.ca === undefined) for (const one of new Set(trusted)) context.addCACert(one);
    return made;
  };
  return () => {
    trusted.splice(trusted.indexOf(pem), 1);
    if (trusted.length === 0) tls.createSecureContext = create;
  };
}
