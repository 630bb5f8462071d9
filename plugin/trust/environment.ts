import type { Reach } from './boundary.ts';

/** The process's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of the place that carry no credential: they say where and how requests go, whoever's credentials they bear. */
const harmless =
  /^(AWS_(DEFAULT_)?REGION|AWS_ENDPOINT_URL(_[A-Z0-9_]+)?|AWS_[A-Z_]+_ENDPOINT|AWS_USE_(FIPS|DUALSTACK)_ENDPOINT|DOPPLER_BASE_URL)$/;

/** What an Application's author sets in Argo CD: it never picks credentials or servers. */
const authored = /^(ARGOCD_ENV_|PARAM_|ARGOCD_APP_PARAMETERS$)/;

/**
 * The environment as a store may see it.
 *
 * @returns A look-up; `undefined` for everything that the store may not see.
 */
export function visibleEnvironment(env: Environment, { restricted }: Reach): (name: string) => string | undefined {
  return (name) => {
    if (authored.test(name) || (restricted && !harmless.test(name))) return undefined;
    return Object.hasOwn(env, name) ? env[name] : undefined;
  };
}
