import { createHash, randomBytes } from 'node:crypto';
import { json, text } from './fields.ts';
import type { VaultAnswer, VaultRequest } from './request.ts';
import { VaultError } from './vault-error.ts';

/** The system backend: seal, tools, and answers that are handed over wrapped. */
export class System {
  sealed = false;
  readonly #wrapped = new Map<string, VaultAnswer>();

  /** What anybody may ask. */
  open({ path }: VaultRequest): VaultAnswer | undefined {
    if (path === 'sys/seal-status') return { data: json({ sealed: this.sealed, initialized: true, t: 1, n: 1 }) };
    if (path === 'sys/health') return { status: this.sealed ? 503 : 200, data: json({ sealed: this.sealed }) };
    if (this.sealed) throw new VaultError(503, 'Vault is sealed');
    return undefined;
  }

  answer({ path, body, token }: VaultRequest): VaultAnswer | undefined {
    switch (path) {
      case 'sys/wrapping/wrap':
        return { data: body };
      case 'sys/wrapping/unwrap': {
        const id = text(body, 'token') || token;
        const answer = this.#wrapped.get(id);
        if (answer === undefined) throw new VaultError(400, 'wrapping token is not valid or does not exist');
        this.#wrapped.delete(id);
        return answer;
      }
      case 'sys/wrapping/lookup':
        if (!this.#wrapped.has(text(body, 'token'))) throw new VaultError(400, 'wrapping token is not valid');
        return { data: json({ creation_ttl: 300 }) };
      case 'sys/tools/hash': {
        const sum = createHash('sha256')
          .update(Buffer.from(text(body, 'input'), 'base64'))
          .digest('hex');
        return { data: json({ sum }) };
      }
      default:
        return undefined;
    }
  }

  /** Puts an answer away, and gives what is told in its place. */
  wrap(answer: VaultAnswer, path: string, ttl: number): Readonly<Record<string, unknown>> {
    const token = `hvs.wrap.${randomBytes(9).toString('base64url')}`;
    this.#wrapped.set(token, answer);
    return { token, accessor: '', ttl, creation_time: new Date().toISOString(), creation_path: path };
  }

  /** Whether an unwrapping request comes with the wrapping token itself. */
  isWrapping(token: string): boolean {
    return this.#wrapped.has(token);
  }
}
