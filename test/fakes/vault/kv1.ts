import { type Bytes, bytesOf } from '../../../plugin/go/byte-string.ts';
import type { Engine } from './engine.ts';
import { childrenOf } from './engine.ts';
import type { Fields, VaultAnswer, VaultRequest } from './request.ts';
import { VaultError } from './vault-error.ts';

/** The key-value engine, version 1: what was written comes back, the spelling of numbers included. */
export class Kv1 implements Engine {
  readonly version = 1;
  readonly secrets = new Map<string, Fields>();

  answer({ operation, body }: VaultRequest, path: string): VaultAnswer {
    switch (operation) {
      case 'LIST':
        return { data: new Map([[bytesOf('keys'), childrenOf(this.secrets.keys(), path) as Bytes[]]]) };
      case 'PUT':
        this.secrets.set(path, body);
        return { status: 204 };
      case 'DELETE':
        this.secrets.delete(path);
        return { status: 204 };
      default: {
        const data = this.secrets.get(path);
        if (data === undefined) throw new VaultError(404);
        return { data };
      }
    }
  }
}
