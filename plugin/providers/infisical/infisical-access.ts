import type { AccessOf } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import { addressOf } from './address-of.ts';
import { authMethods } from './auth/registry.ts';
import type { InfisicalFields } from './infisical-fields.ts';

/** What reading from Infisical takes: a sign-in and a sign-out, one request a secret, one list a find. */
export const access: AccessOf = (spec, { reads, finds }) => {
  const { auth, secretsScope } = spec as unknown as InfisicalFields;
  const { projectSlug, environmentSlug, secretsPath } = secretsScope;
  const [method] = authMethods.find(([name]) => auth[name] !== undefined) ?? [];
  const signIn = method === undefined || method === 'tokenAuthCredentials' ? 0 : 1;
  const folder = secretsPath || '/';
  const scope = `${projectSlug}/${environmentSlug}:`;
  return {
    calls: countCalls([
      { name: 'POST auth/login', count: signIn },
      { name: 'GET secret', count: reads.length },
      { name: 'GET secrets', count: finds.length },
      { name: 'POST auth/token/revoke', count: signIn },
    ]),
    rights: [
      ...reads.map(({ key }) => {
        const { folder: own, name } = addressOf(key, folder);
        return { action: 'secrets:read', resource: `${scope}${own.replace(/\/$/, '')}/${name}` };
      }),
      ...finds.map(() => ({ action: 'secrets:read', resource: `${scope}${folder.replace(/\/$/, '')}/*` })),
    ],
  };
};
