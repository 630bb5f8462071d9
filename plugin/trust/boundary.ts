import { isTrusted } from '../model/config.ts';
import type { Origin } from '../model/origin.ts';
import type { Run } from '../model/run.ts';

/** What a store or generator may use, by who vouches for it. */
export interface Reach {
  /** Only public addresses, only what the input carries. */
  readonly restricted: boolean;
  /** What an application wrote is not trusted: neither its stores, nor the credentials that it hands to a trusted one. */
  readonly bounded: boolean;
  /** See `ProviderContext`. */
  readonly ambient: boolean;
  readonly preferAmbient: boolean;
  readonly ambientFallback: boolean;
  readonly namedMustExist: boolean;
  /** Whether it may be handed an object of an origin, out of a namespace. */
  mayUse(origin: Origin, namespace: string): boolean;
}

/**
 * Whether the trust boundary holds in a run: where the product acts for an application team, with rights that are not theirs.
 *
 * @remarks `render`, `validate` and `plan` run with the rights of the person who starts them.
 */
export function isBounded(run: Pick<Run, 'purpose' | 'config'>): boolean {
  return isStrict(run.purpose) && run.config.policy.inputStores !== 'allow';
}

/**
 * Decides what a store may use.
 *
 * @param origin - Of the store's or generator's document.
 * @param usedFrom - The namespace of the ExternalSecret that uses it.
 */
export function reachOf(run: Pick<Run, 'purpose' | 'config'>, origin: Origin, usedFrom: string): Reach {
  const bounded = isBounded(run);
  if (bounded && !isTrusted(origin)) {
    return {
      restricted: true,
      bounded,
      ambient: false,
      preferAmbient: false,
      ambientFallback: false,
      namedMustExist: true,
      mayUse: (from) => !isTrusted(from),
    };
  }
  const mode = run.config.credentials.mode ?? defaultMode(run.purpose, origin);
  return {
    restricted: false,
    bounded,
    ambient: true,
    preferAmbient: mode === 'ambient',
    ambientFallback: mode === 'auto',
    namedMustExist: isStrict(run.purpose),
    // A trusted store that follows the ExternalSecret's namespace may be handed credentials by that namespace's owner.
    // What it names in another namespace is its own: an application must not stand in for that.
    mayUse: (from, namespace) => isTrusted(from) || !bounded || namespace === usedFrom,
  };
}

/** People get `auto`; `generate` is strict about what an application wrote. */
function defaultMode(purpose: Run['purpose'], origin: Origin): 'declared' | 'auto' {
  return isStrict(purpose) && !isTrusted(origin) ? 'declared' : 'auto';
}

/** What acts for others, or writes: a person who previews knows whose rights are at work. */
function isStrict(purpose: Run['purpose']): boolean {
  return purpose === 'generate' || purpose === 'push';
}
