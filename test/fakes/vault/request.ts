import type { IncomingHttpHeaders } from 'node:http';
import type { Bytes } from '../../../plugin/go/byte-string.ts';
import type { JsonValue } from '../../../plugin/go/json.ts';

/** A JSON object, its numbers as they were written. */
export type Fields = ReadonlyMap<Bytes, JsonValue>;

/** A request as the server understood it. */
export interface VaultRequest {
  /** `GET /v1/secret/data/app?version=1`, `LIST /v1/secret/metadata`: as the recorded calls are named. */
  readonly call: string;
  readonly operation: 'GET' | 'LIST' | 'PUT' | 'DELETE';
  /** Below `/v1/`, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Fields;
  readonly token: string;
  readonly namespace: string;
  /** SHA-256 of the client's certificate. */
  readonly fingerprint: string | undefined;
}

/** What the server says: any of the parts that its answers have. */
export interface VaultAnswer {
  readonly status?: number;
  readonly data?: JsonValue;
  readonly auth?: JsonValue;
  readonly warnings?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}
