import { AzureError } from './azure-error.ts';

/** What Entra ID was asked for, and what it gave. */
export interface TokenRecord {
  readonly tenant: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly token: string;
}

/** Entra ID's token endpoint, v2.0. */
export class EntraFake {
  readonly given: TokenRecord[] = [];
  /** Secrets of applications; any will do where it knows none. */
  readonly secrets = new Map<string, string>();
  /** Seconds that a token lives. */
  lifetime = 3600;

  knows(authorization: string | undefined): boolean {
    return this.given.some(({ token }) => authorization === `Bearer ${token}`);
  }

  /** Answers a request; `undefined` for a path that is none of Entra's. */
  answer(method: string, path: string, body: string, url: string): { call: string; answer: () => object } | undefined {
    const [, tenant = '', rest = ''] = /^\/([^/]+)\/(.*)$/.exec(path.split('?')[0] ?? '') ?? [];
    if (method === 'GET' && rest === 'v2.0/.well-known/openid-configuration') {
      return {
        call: 'discovery',
        answer: () => ({
          token_endpoint: `${url}/${tenant}/oauth2/v2.0/token`,
          authorization_endpoint: `${url}/${tenant}/oauth2/v2.0/authorize`,
          jwks_uri: `${url}/${tenant}/discovery/v2.0/keys`,
          issuer: `${url}/${tenant}/v2.0`,
        }),
      };
    }
    if (method !== 'POST' || !/^oauth2\/(v2\.0\/)?token$/.test(rest)) return undefined;
    const fields = Object.fromEntries(new URLSearchParams(body));
    return { call: `token ${tenant}`, answer: () => this.#give(tenant, fields) };
  }

  #give(tenant: string, fields: Readonly<Record<string, string>>): object {
    const { client_id: client = '', client_secret: secret, client_assertion: assertion } = fields;
    const wanted = this.secrets.get(client);
    if (assertion === undefined && wanted !== undefined && wanted !== secret) {
      throw new AzureError(401, 'invalid_client', 'AADSTS7000215: marked-body: invalid client secret');
    }
    const token = `eyJ.azure-token-${this.given.length}`;
    this.given.push({ tenant, fields, token });
    return { token_type: 'Bearer', expires_in: this.lifetime, ext_expires_in: this.lifetime, access_token: token };
  }
}
