import type { HttpRequest } from '../providers/provider.ts';

/** How an API server is reached and spoken to. */
export interface ClusterAccess {
  /** Without a slash at the end. */
  readonly server: string;
  readonly tls: Pick<HttpRequest, 'ca' | 'clientCertificate'>;
  /** The value of the Authorization header, or `undefined` for a client certificate alone. */
  authorization(): Promise<string | undefined>;
}
