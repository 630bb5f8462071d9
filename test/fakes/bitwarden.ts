import type { Certificate } from '../support/certificate.ts';
import { Loopback, type LoopbackAnswer, type LoopbackRequest } from './loopback.ts';

/** A secret of an organisation. */
export interface BitwardenSeed {
  readonly id: string;
  readonly key: string;
  readonly value: string;
  readonly project?: string;
}

/** A bitwarden-sdk-server: https://github.com/external-secrets/bitwarden-sdk-server */
export class BitwardenFake extends Loopback {
  readonly token = '0.bitwarden-token-of-the-test';
  readonly organisation = 'aaaaaaaa-0000-4000-8000-000000000000';
  readonly secrets: BitwardenSeed[] = [];
  readonly denied = new Set<string>();

  static async start(tls: Certificate): Promise<BitwardenFake> {
    return await new BitwardenFake(tls).listen();
  }

  protected override answer({ call, headers, body }: LoopbackRequest): LoopbackAnswer {
    if (headers['warden-access-token'] !== this.token) return { status: 401, body: 'marked-body login failed' };
    const asked = JSON.parse(body) as { readonly id?: string; readonly organizationID?: string };
    if (call === 'GET /rest/api/1/secrets') {
      if (asked.organizationID !== this.organisation) return { status: 400, body: 'marked-body no organisation' };
      const data = this.secrets.map(({ id, key }) => ({ id, key, organizationId: this.organisation }));
      return { body: { data: data.length === 0 ? null : data } };
    }
    const secret = call === 'GET /rest/api/1/secret' ? this.secrets.find(({ id }) => id === asked.id) : undefined;
    if (secret === undefined) return { status: 400, body: 'marked-body failed to get secret' };
    if (this.denied.has(secret.id)) return { status: 403, body: 'marked-body forbidden' };
    const { project, ...rest } = secret;
    return { body: { ...rest, note: '', ...(project === undefined ? {} : { projectId: project }) } };
  }
}
