import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from '../support/certificate.ts';

/** How a server signs people in. */
export interface NtlmOptions {
  /** What it offers to those who have not signed in. */
  readonly offers?: readonly string[];
  /** Whether it tells its time. */
  readonly timestamp?: boolean;
  /** More flags of its challenge. */
  readonly flags?: number;
  readonly tls?: Certificate;
}

/** MD4 of "Password" in UTF-16: [MS-NLMP] 4.2.2.1.2. */
const passwordHash = Buffer.from('a4f49c406510bdcab6824ee7c30fd852', 'hex');

/** A server that knows one account, `Domain\User` with `Password`, and signs connections in. Answers with what it is sent. */
export class NtlmFake {
  /** Method, path and how far the sign-in is, of each request. */
  readonly calls: string[] = [];
  readonly authorizations: string[] = [];
  readonly sockets = new Set<Socket>();
  readonly #signedIn = new Set<Socket>();
  readonly #nonces = new Map<Socket, Buffer>();
  readonly #server: Server;
  readonly #options: NtlmOptions;

  private constructor(options: NtlmOptions) {
    this.#options = options;
    const take = (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => this.#take(request, Buffer.concat(chunks).toString(), response));
    };
    this.#server = options.tls === undefined ? createServer(take) : createTlsServer(options.tls, take);
  }

  static async start(options: NtlmOptions = {}): Promise<NtlmFake> {
    const fake = new NtlmFake(options);
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take({ method, url, headers, socket }: IncomingMessage, body: string, response: ServerResponse): void {
    const { authorization = '' } = headers;
    const [scheme = '', text = ''] = authorization.split(' ');
    const message = Buffer.from(text, 'base64');
    const type = message.toString('latin1', 0, 7) === 'NTLMSSP' ? message.readUInt32LE(8) : 0;
    this.sockets.add(socket);
    this.authorizations.push(authorization);
    this.calls.push(`${method} ${url} ${this.#signedIn.has(socket) ? 'signed in' : scheme + (type || '')}`.trim());
    const isBasic = this.#options.offers?.some((offer) => offer.startsWith('Basic')) && scheme === 'Basic';
    if (type === 3 && this.#isProof(message, this.#nonces.get(socket))) this.#signedIn.add(socket);
    if (this.#signedIn.has(socket) || (isBasic && Buffer.from(text, 'base64').toString() === 'Domain\\User:Password')) {
      response.writeHead(200).end(`${method} ${body}`);
      return;
    }
    const offers =
      type === 1 ? [`${scheme} ${this.#challenge(socket)}`] : (this.#options.offers ?? ['Negotiate', 'NTLM']);
    response.writeHead(401, { 'www-authenticate': [...offers] }).end('marked-body');
  }

  #challenge(socket: Socket): string {
    const nonce = randomBytes(8);
    this.#nonces.set(socket, nonce);
    const target = Buffer.from('Domain', 'utf16le');
    const time = Buffer.alloc(8, 7);
    const info = Buffer.concat([
      pair(2, target),
      pair(1, Buffer.from('Server', 'utf16le')),
      ...(this.#options.timestamp ? [pair(7, time)] : []),
      Buffer.alloc(4),
    ]);
    const head = Buffer.alloc(56);
    head.write('NTLMSSP\0', 'latin1');
    head.writeUInt32LE(2, 8);
    place(head, 12, target, 56);
    head.writeUInt32LE((0x00888205 | (this.#options.flags ?? 0)) >>> 0, 20);
    nonce.copy(head, 24);
    place(head, 40, info, 56 + target.length);
    return Buffer.concat([head, target, info]).toString('base64');
  }

  #isProof(message: Buffer, nonce: Buffer | undefined): boolean {
    if (nonce === undefined) return false;
    const [lm, proof, domain, user] = [12, 20, 28, 36].map((at) => part(message, at)) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ];
    const name = user.toString('utf16le').toUpperCase().replace('@EXAMPLE.ORG', '');
    if (name !== 'USER') return false;
    const whole = Buffer.concat([Buffer.from(user.toString('utf16le').toUpperCase(), 'utf16le'), domain]);
    const key = hmac(passwordHash, whole);
    const rest = proof.subarray(16);
    const hasTime =
      !this.#options.timestamp || (rest.subarray(8, 16).equals(Buffer.alloc(8, 7)) && lm.equals(Buffer.alloc(24)));
    return hasTime && hmac(key, nonce, rest).equals(proof.subarray(0, 16));
  }
}

function pair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

function place(head: Buffer, at: number, value: Buffer, offset: number): void {
  head.writeUInt16LE(value.length, at);
  head.writeUInt16LE(value.length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function part(message: Buffer, at: number): Buffer {
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

function hmac(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  return createHmac('md5', key).update(Buffer.concat(parts)).digest();
}
