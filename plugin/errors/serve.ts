import { type Catalogue, errorsOf } from './esr-error.ts';
import { UsageError } from './usage.ts';

/** What can be wrong with the surroundings of the daemon. */
export const serveErrors = {
  SOCKET_MISSING: (_f: object) => ({
    says: 'a socket to listen on is wanted',
    hint: 'write --socket PATH, or set ESR_SOCKET as for esr generate',
  }),
  SOCKET_TAKEN: (f: { path: string }) => ({
    says: `another daemon listens on ${f.path}`,
    hint: 'stop it, or give this one a socket of its own with --socket',
  }),
  SOCKET_PATH: (f: { path: string; why: string }) => ({
    says: `no socket can be made at ${f.path}: ${f.why}`,
    hint: 'name a path in a folder that this user may write to; 103 bytes are the most',
  }),
  LISTEN_ADDRESS: (f: { address: string; why: string }) => ({
    says: `cannot listen on ${f.address}: ${f.why}`,
    hint: 'write --listen HOST:PORT, such as 127.0.0.1:8085 or 0.0.0.0:8085',
  }),
} as const satisfies Catalogue;

/** Makes the errors of `esr serve`. */
export const serveError = errorsOf(UsageError, serveErrors);
