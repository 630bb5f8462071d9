import { randomBytes } from 'node:crypto';
import type { JsonValue } from '../../../plugin/go/json.ts';
import { json } from './fields.ts';
import type { VaultAnswer, VaultRequest } from './request.ts';
import { VaultError } from './vault-error.ts';

/** A path, which may end in `*`, and what may be done there. */
export interface Rule {
  readonly path: string;
  readonly capabilities: readonly ('create' | 'read' | 'update' | 'delete' | 'list')[];
}

/** What a token is made with. */
export interface TokenSpec {
  readonly policies?: readonly string[];
  /** Seconds; 0 for one that does not end. */
  readonly ttl?: number;
  readonly renewable?: boolean;
  /** Uses that are left; 0 for any number. */
  readonly uses?: number;
  readonly namespace?: string;
}

/** A token that was given out. */
export interface Token extends Required<Omit<TokenSpec, 'uses'>> {
  readonly id: string;
  uses: number;
  limited: boolean;
  endsAt: number;
}

const everyone: readonly Rule[] = [
  { path: 'auth/token/lookup-self', capabilities: ['read'] },
  { path: 'auth/token/renew-self', capabilities: ['update'] },
  { path: 'auth/token/revoke-self', capabilities: ['update'] },
];

/** The token store, and the policies. */
export class Tokens {
  readonly alive = new Map<string, Token>();
  readonly policies = new Map<string, readonly Rule[]>([['default', everyone]]);
  readonly revoked: string[] = [];
  /** Moves the server's clock. */
  skewMs = 0;

  create(
    { policies = ['default'], ttl = 3600, renewable = true, uses = 0, namespace = '' }: TokenSpec,
    id?: string,
  ): Token {
    const made = id ?? `hvs.${randomBytes(12).toString('base64url')}`;
    const endsAt = ttl === 0 ? Number.POSITIVE_INFINITY : this.#now() + ttl * 1000;
    const token = { id: made, policies, ttl, renewable, uses, limited: uses > 0, namespace, endsAt };
    this.alive.set(made, token);
    return token;
  }

  /** Who sent a request. 403 for nobody, and where the policies say no. */
  admit(request: VaultRequest): Token {
    const token = this.alive.get(request.token);
    if (token === undefined || token.endsAt <= this.#now()) throw new VaultError(403, 'permission denied');
    const isWithin = token.namespace === '' || `${request.namespace}/`.startsWith(`${token.namespace}/`);
    if (!isWithin || !this.#may(token, request)) throw new VaultError(403, 'permission denied');
    if (token.limited) {
      token.uses -= 1;
      if (token.uses <= 0) this.alive.delete(token.id);
    }
    return token;
  }

  #may({ policies }: Token, { path, operation }: VaultRequest): boolean {
    if (policies.includes('root')) return true;
    const needed = { GET: 'read', LIST: 'list', PUT: 'update', DELETE: 'delete' } as const;
    const rules = policies.flatMap((name) => this.policies.get(name) ?? []);
    return rules.some(
      ({ path: pattern, capabilities }) =>
        (pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern) &&
        capabilities.includes(needed[operation]),
    );
  }

  answer(request: VaultRequest, path: string, token: Token): VaultAnswer | undefined {
    switch (path) {
      case 'lookup-self':
        return { data: this.#describe(token) };
      case 'renew-self':
        if (!token.renewable) throw new VaultError(400, 'lease is not renewable');
        token.endsAt = this.#now() + token.ttl * 1000;
        return { auth: this.auth(token) };
      case 'revoke-self':
        this.alive.delete(token.id);
        this.revoked.push(token.id);
        return { status: 204 };
      case 'create': {
        const ttl = String(request.body.get('ttl' as never) ?? '');
        return { auth: this.auth(this.create({ ttl: ttl === '1h' ? 3600 : 2_764_800, namespace: request.namespace })) };
      }
      default:
        return undefined;
    }
  }

  /** The `auth` block of an answer. */
  auth({ id, policies, ttl, renewable, limited, uses }: Token): JsonValue {
    return json({
      client_token: id,
      accessor: `accessor-${this.alive.size}`,
      policies,
      token_policies: policies,
      metadata: null,
      lease_duration: ttl,
      renewable,
      entity_id: '',
      token_type: 'service',
      orphan: true,
      mfa_requirement: null,
      num_uses: limited ? uses : 0,
    });
  }

  #describe({ id, policies, endsAt, renewable }: Token): JsonValue {
    const ttl = endsAt === Number.POSITIVE_INFINITY ? 0 : Math.ceil((endsAt - this.#now()) / 1000);
    return json({ id, policies, ttl, renewable, type: 'service' });
  }

  #now(): number {
    return Date.now() + this.skewMs;
  }
}
