import { Loopback, type LoopbackAnswer, type LoopbackRequest } from './loopback.ts';

/** A secret in a folder. */
export interface InfisicalSeed {
  readonly key: string;
  readonly value: string;
  readonly path?: string;
}

/** Infisical's API: https://infisical.com/docs/api-reference */
export class InfisicalFake extends Loopback {
  readonly secrets: InfisicalSeed[] = [];
  readonly imports: InfisicalSeed[] = [];
  readonly denied = new Set<string>();
  /** Who may sign in, by the method in the path: the bodies that are accepted. */
  readonly logins = new Map<string, (body: Readonly<Record<string, unknown>>) => boolean>();
  readonly tokens = new Set<string>();
  readonly revoked: string[] = [];
  /** Seconds that a token is said to live. */
  expiresIn = 3600;

  static async start(): Promise<InfisicalFake> {
    const fake = new InfisicalFake();
    fake.logins.set(
      'universal-auth',
      ({ clientId, clientSecret }) => clientId === 'the-client' && clientSecret === 'client-secret-of-the-test',
    );
    return await fake.listen();
  }

  protected override answer(request: LoopbackRequest): LoopbackAnswer {
    const { path, body, headers, query } = request;
    const login = /^\/api\/v1\/auth\/([\w-]+)\/login$/.exec(path)?.[1];
    if (login !== undefined) return this.#login(login, JSON.parse(body) as Readonly<Record<string, unknown>>);
    if (path === '/api/v1/auth/token/revoke') {
      this.revoked.push((JSON.parse(body) as { accessToken: string }).accessToken);
      return { body: { message: 'revoked' } };
    }
    if (!this.tokens.has((headers.authorization ?? '').replace('Bearer ', ''))) return refusal(401, 'Token missing');
    if (query.get('workspaceSlug') !== 'shop' || query.get('environment') !== 'prod') return refusal(404, 'no project');
    const folder = query.get('secretPath') ?? '/';
    if (path === '/api/v3/secrets/raw') return this.#list(folder, query.get('recursive') === 'true');
    const name = decodeURIComponent(path.slice('/api/v3/secrets/raw/'.length));
    if (this.denied.has(name)) return refusal(403, 'You are not allowed');
    const found = this.secrets.find(({ key, path: own = '/' }) => key === name && own === folder);
    return found === undefined ? refusal(404, 'Secret not found') : { body: { secret: shown(found) } };
  }

  #login(method: string, body: Readonly<Record<string, unknown>>): LoopbackAnswer {
    if (this.logins.get(method)?.(body) !== true) return refusal(401, 'Invalid credentials');
    const accessToken = `infisical-token-${this.tokens.size}`;
    this.tokens.add(accessToken);
    return { body: { accessToken, expiresIn: this.expiresIn, accessTokenMaxTTL: 7200, tokenType: 'Bearer' } };
  }

  #list(folder: string, isRecursive: boolean): LoopbackAnswer {
    const within = folder.endsWith('/') ? folder : `${folder}/`;
    const found = this.secrets.filter(({ path = '/' }) => path === folder || (isRecursive && path.startsWith(within)));
    return { body: { secrets: found.map(shown), imports: [{ secrets: this.imports.map(shown) }] } };
  }
}

function shown({ key, value, path = '/' }: InfisicalSeed): object {
  return { secretKey: key, secretValue: value, secretPath: path };
}

function refusal(statusCode: number, message: string): LoopbackAnswer {
  return { status: statusCode, body: { statusCode, message: `marked-body ${message}`, error: 'Error' } };
}
