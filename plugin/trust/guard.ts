import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import { policyError } from '../errors/policy.ts';
import { isInternalAddress, isInternalName } from './addresses.ts';

/** Resolves a host name, as `dns.lookup` with `all` does. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** What `net.connect` takes as `lookup`. */
export type LookupFunction = (
  host: string,
  options: LookupOptions,
  done: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
) => void;

/** Address rules for one kind of store: the names and addresses that it may connect to. */
export interface Guard {
  /** Rejects a name or literal address that is refused before it is resolved. */
  checkHost(host: string): void;
  /** Resolves and checks: every address that comes back has to be allowed. */
  readonly lookup: LookupFunction;
  /** Checks a host that somebody else (a proxy) will resolve. A name unknown here is the proxy's to know. */
  checkRemote(host: string): Promise<void>;
}

/**
 * Makes the guard of stores that may not reach the machine's own, link-local, private or cluster-internal addresses.
 *
 * @param resolve - Replaces the system's resolver; for tests.
 */
export function strictGuard(resolve: Resolve = resolveHost): Guard {
  const checkHost = (host: string) => {
    const bare = host.replace(/^\[|\]$/g, '');
    if (isIP(bare) === 0 ? isInternalName(bare) : isInternalAddress(bare))
      throw policyError('ADDRESS_REFUSED', { host });
  };
  const checkAll = (host: string, found: readonly LookupAddress[]) => {
    if (found.some(({ address }) => isInternalAddress(address))) throw policyError('ADDRESS_REFUSED', { host });
  };
  return {
    checkHost,
    lookup: (host, options, done) => {
      resolve(host).then(
        (found) => {
          try {
            checkAll(host, found);
          } catch (refusal) {
            done(refusal as Error, '');
            return;
          }
          answer(found, options, done);
        },
        (error: Error) => done(error, ''),
      );
    },
    async checkRemote(host) {
      checkHost(host);
      const bare = host.replace(/^\[|\]$/g, '');
      const found = isIP(bare) === 0 ? await resolve(bare).catch(() => []) : [];
      checkAll(host, found);
    },
  };
}

function answer(found: readonly LookupAddress[], options: LookupOptions, done: Parameters<LookupFunction>[2]): void {
  const family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : (options.family ?? 0);
  const fitting = family === 0 ? found : found.filter((one) => one.family === family);
  const [first] = fitting;
  if (first === undefined) {
    done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
  } else if (options.all === true) {
    done(null, [...fitting]);
  } else {
    done(null, first.address, first.family);
  }
}

function resolveHost(host: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, found) => (error ? reject(error) : resolve(found)));
  });
}
