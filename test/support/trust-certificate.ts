import tls from 'node:tls';

/**
 * Has this process trust one more certificate beside the system's, as `NODE_EXTRA_CA_CERTS` would from its start.
 *
 * @returns Undoes it.
 */
export function trustCertificate(pem: string): () => void {
  const create = tls.createSecureContext;
  tls.createSecureContext = (options) => {
    const made = create(options);
    const { context } = made as unknown as { readonly context: { addCACert(pem: string): void } };
    // A CA of its own replaces what the process trusts.
    if (options?.ca === undefined) context.addCACert(pem);
    return made;
  };
  return () => {
    tls.createSecureContext = create;
  };
}
