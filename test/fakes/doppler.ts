import { Loopback, type LoopbackAnswer, type LoopbackRequest } from './loopback.ts';

/** Doppler's API: https://docs.doppler.com/reference/secrets-download */
export class DopplerFake extends Loopback {
  readonly token = 'dp.st.token-of-the-test';
  /** Names to values; what is not text is sent as it is. */
  readonly secrets = new Map<string, unknown>();
  /** Names that make the whole request be refused. */
  readonly denied = new Set<string>();
  /** What a sign-in with a ServiceAccount's token gets. */
  oidc: ((identity: string, token: string) => object) | undefined;

  static async start(): Promise<DopplerFake> {
    return await new DopplerFake().listen();
  }

  protected override answer({ path, query, headers, body }: LoopbackRequest): LoopbackAnswer {
    if (path === '/v3/auth/oidc') {
      const { identity, token } = JSON.parse(body) as { identity: string; token: string };
      const given = this.oidc?.(identity, token);
      return given === undefined ? refusal(401, 'unknown identity') : { body: given };
    }
    const given = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
    if (given !== `${this.token}:`) return refusal(401, 'Invalid Auth token');
    if (path === '/v3/projects') return { body: { projects: [] } };
    if (path !== '/v3/configs/config/secrets/download') return refusal(404, 'no such route');
    const asked = query.get('secrets')?.split(',');
    if (asked?.some((name) => this.denied.has(name))) return refusal(403, 'This token does not have access');
    const wanted = [...this.secrets].filter(([name]) => asked?.includes(name) ?? true);
    const format = query.get('format');
    if (format !== null && format !== 'json') {
      return { body: wanted.map(([name, value]) => `${name}="${value}"`).join('\n') };
    }
    const lower = query.get('name_transformer') === 'lower-snake';
    return { body: Object.fromEntries(wanted.map(([name, value]) => [lower ? name.toLowerCase() : name, value])) };
  }
}

function refusal(status: number, message: string): LoopbackAnswer {
  return { status, body: { success: false, messages: [`marked-body ${message}`] } };
}
