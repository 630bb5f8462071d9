import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect as connectTo, type Server } from 'node:net';
import { isInternalAddress, isInternalName } from '../../plugin/trust/addresses.ts';
import { openTransport, type Transport, type TransportOptions } from '../../plugin/trust/transport.ts';
import { certificate } from '../support/certificate.ts';

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

async function listen<S extends Server>(server: S): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  opened.push(() => {
    server.close();
    (server as { closeAllConnections?: () => void }).closeAllConnections?.();
  });
  return (server.address() as AddressInfo).port;
}

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(handler))}`;
}

async function transport(options: Partial<TransportOptions> = {}): Promise<Transport> {
  const made = await openTransport({
    signal: new AbortController().signal,
    requestTimeoutMs: 2000,
    env: {},
    ...options,
  });
  opened.push(() => made.close());
  return made;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { code?: string }) => error.code,
  );

describe('http()', () => {
  test('gives status, headers and bytes of any status', async () => {
    const url = await serve((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        response.writeHead(418, { 'x-got': `${request.method} ${request.headers['x-a']}` });
        response.end(Buffer.concat(parts));
      });
    });
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const { open } = await transport();
    const answer = await open.http(`${url}/a`, { method: 'PUT', headers: { 'x-a': 'b' }, body: bytes });
    expect(answer.status).toBe(418);
    expect(answer.headers['x-got']).toBe('PUT b');
    expect(answer.body.equals(bytes)).toBe(true);
  });

  test('keeps connections open between requests', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('ok');
    });
    const { open } = await transport();
    for (let count = 0; count < 3; count += 1) await open.http(url);
    expect(ports.size).toBe(1);
  });

  const faults: readonly {
    readonly name: string;
    readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
    readonly want: string;
  }[] = [
    { name: 'a server that never answers', handler: () => undefined, want: 'STORE_TIMEOUT' },
    {
      name: 'an answer that stops in the middle',
      handler: (_request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
        setTimeout(() => response.destroy(), 20);
      },
      want: 'STORE_UNREACHABLE',
    },
    {
      name: 'a body that never ends',
      handler: (_request, response) => {
        response.writeHead(200);
        response.write('x');
      },
      want: 'STORE_TIMEOUT',
    },
    {
      name: 'an answer over the limit',
      handler: (_request, response) => response.end(Buffer.alloc(2000)),
      want: 'STORE_ANSWER_TOO_LARGE',
    },
  ];
  test.each(faults)('$name is $want', async ({ handler, want }) => {
    const url = await serve(handler);
    const { open } = await transport({ requestTimeoutMs: 150, maxBytes: 1000 });
    expect(await codeOf(open.http(url))).toBe(want);
  });

  test('a refused connection says so, without the path', async () => {
    const { open } = await transport();
    const error = await open.http('http://127.0.0.1:1/secret/path').catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      code: 'STORE_UNREACHABLE',
      says: '127.0.0.1:1 could not be reached: the connection was refused',
    });
  });

  test('ends when the run ends', async () => {
    const url = await serve(() => undefined);
    const run = new AbortController();
    const { open } = await transport({ signal: run.signal });
    const pending = codeOf(open.http(url));
    setTimeout(() => run.abort(), 20);
    expect(await pending).toBe('RUN_TIMEOUT');
    expect(await codeOf(open.http(url))).toBe('RUN_TIMEOUT');
  });

  test('does not take an address that is no http URL', async () => {
    const { open } = await transport();
    expect(() => open.http('file:///etc/passwd')).toThrow('no http or https URL');
    expect(() => open.http('vault:8200')).toThrow('no http or https URL');
  });
});

describe('redirects', () => {
  test('are followed as often as the request allows, and drop credentials elsewhere', async () => {
    const seen: string[] = [];
    const other = await serve((request, response) => {
      seen.push(`other ${request.headers.authorization ?? '-'}`);
      response.end('there');
    });
    const url = await serve((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization ?? '-'}`);
      response.writeHead(307, { location: request.url === '/a' ? '/b' : other });
      response.end();
    });
    const { open } = await transport();
    const headers = { authorization: 'Bearer x' };
    expect((await open.http(`${url}/a`, { headers })).status).toBe(307);
    expect((await open.http(`${url}/a`, { headers, redirects: 1 })).status).toBe(307);
    expect((await open.http(`${url}/a`, { headers, redirects: 2 })).body.toString()).toBe('there');
    expect(seen.at(-1)).toBe('other -');
    expect(seen.at(-2)).toBe('/b Bearer x');
  });

  describe('to another host', () => {
    let other: string;
    let url: string;
    let got: IncomingMessage['headers'];
    beforeEach(async () => {
      other = await serve((request, response) => {
        got = request.headers;
        response.end('there');
      });
      url = await serve((_request, response) => response.writeHead(302, { location: other }).end());
    });
    test.each(['X-Vault-Token', 'private-token', 'X-Api-Key', 'Cookie', 'authorization', 'x-anything'])(
      'take no %s along',
      async (name) => {
        const { open } = await transport();
        const headers = { [name]: 'credential', Accept: 'text/plain', 'User-Agent': 'esr' };
        expect((await open.http(url, { headers, redirects: 1 })).status).toBe(200);
        expect(Object.values(got)).not.toContain('credential');
        expect(got).toMatchObject({ accept: 'text/plain', 'user-agent': 'esr' });
      },
    );
    test('take it along where the request says that its hosts belong together', async () => {
      const { open } = await transport();
      await open.http(url, { headers: { 'x-vault-token': 'credential' }, redirects: 1, carriesHeaders: true });
      expect(got['x-vault-token']).toBe('credential');
    });
  });
});

describe('a path that a URL parser would take for another', () => {
  test.each(['/a/../b', '/a/..', '/a/./b', '/a/%2e%2E/b', '/a/.%2e', '/a\\..\\b', '/a/.\t./b'])('%s', async (path) => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(String(request.url));
      response.end();
    });
    const { open } = await transport();
    expect(() => open.http(`${url}${path}`)).toThrow(expect.objectContaining({ code: 'STORE_PATH' }));
    expect((await open.http(`${url}/a..b/...?x=/../y#/..`)).status).toBe(200);
    expect(seen).toEqual(['/a..b/...?x=/../y']);
  });
});

describe('TLS', () => {
  test('trusts the CA that is given, and names the certificate otherwise', async () => {
    const { cert, key } = certificate();
    const port = await listen(createTlsServer({ cert, key }, (_request, response) => response.end('tls')));
    const { open } = await transport();
    expect(await codeOf(open.http(`https://localhost:${port}`))).toBe('STORE_CERTIFICATE');
    expect((await open.http(`https://localhost:${port}`, { ca: cert })).body.toString()).toBe('tls');
  });

  test('shows the client certificate', async () => {
    const { cert, key } = certificate();
    const server = createTlsServer(
      { cert, key, ca: cert, requestCert: true, rejectUnauthorized: false },
      (request, response) => response.end(String((request.socket as unknown as { authorized: boolean }).authorized)),
    );
    const port = await listen(server);
    const { open } = await transport();
    const clientCertificate = { certificate: cert, key };
    expect((await open.http(`https://localhost:${port}`, { ca: cert, clientCertificate })).body.toString()).toBe(
      'true',
    );
  });
});

describe('strict channel', () => {
  const resolve = (host: string) =>
    Promise.resolve([{ address: host === 'rebind.example.com' ? '169.254.169.254' : '127.0.0.1', family: 4 }]);
  const refused = [
    'http://127.0.0.1:8200/v1',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://localhost:8200',
    'http://[::1]:8200',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://10.0.0.1/',
    'http://vault:8200/',
    'http://vault.vault.svc:8200/',
    'http://vault.vault.svc.cluster.local.:8200/',
    'https://kubernetes.default/api',
    'http://public.example.com/',
    'http://rebind.example.com/',
  ];
  test.each(refused)('refuses %s', async (url) => {
    const { strict } = await transport({ resolve });
    expect(await codeOf(Promise.resolve().then(() => strict.http(url)))).toBe('ADDRESS_REFUSED');
  });

  test('lets a public address through', async () => {
    const { strict } = await transport({
      resolve: () => Promise.resolve([{ address: '192.0.2.1', family: 4 }]),
      requestTimeoutMs: 100,
    });
    expect(await codeOf(strict.http('http://store.example.com:81/'))).toMatch(/STORE_(TIMEOUT|UNREACHABLE)/);
  });
});

describe('proxies', () => {
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
  });

  async function proxy(): Promise<{ readonly url: string; readonly seen: string[] }> {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      if (request.url?.endsWith('/moved')) response.writeHead(302, { location: 'http://169.254.169.254/latest/' });
      response.end('by proxy');
    });
    server.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url}`);
      const port = Number(request.url?.split(':')[1]);
      const upstream = connectTo(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket);
        socket.pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    return { url: `http://127.0.0.1:${await listen(server)}`, seen };
  }

  function setProxy(url: string, none = ''): void {
    Object.assign(process.env, { HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: none });
  }

  test("carry plain and TLS requests, the store's CA and client certificate included", async () => {
    const { url, seen } = await proxy();
    const { cert, key } = certificate();
    const port = await listen(
      createTlsServer({ cert, key, ca: cert, requestCert: true, rejectUnauthorized: false }, (request, response) =>
        response.end(String((request.socket as unknown as { authorized: boolean }).authorized)),
      ),
    );
    setProxy(url);
    const { open } = await transport({ env: process.env });
    expect((await open.http('http://store.example.com/a?b=c')).body.toString()).toBe('by proxy');
    const tls = { ca: cert, clientCertificate: { certificate: cert, key } };
    expect((await open.http(`https://localhost:${port}/`, tls)).body.toString()).toBe('true');
    expect(seen).toEqual(['GET http://store.example.com/a?b=c', `CONNECT localhost:${port}`]);
  });

  test('are left out for hosts of NO_PROXY', async () => {
    const { url, seen } = await proxy();
    const direct = await serve((_request, response) => response.end('direct'));
    setProxy(url, '127.0.0.1');
    const { open } = await transport({ env: process.env });
    expect((await open.http(direct)).body.toString()).toBe('direct');
    expect(seen).toEqual([]);
  });

  test('do not hide where a redirect leads', async () => {
    const { url, seen } = await proxy();
    setProxy(url);
    const resolve = () => Promise.resolve([{ address: '8.8.8.8', family: 4 }]);
    const { strict } = await transport({ env: process.env, resolve });
    expect(await codeOf(strict.http('http://store.example.com/moved', { redirects: 3 }))).toBe('ADDRESS_REFUSED');
    expect(seen).toEqual(['GET http://store.example.com/moved']);
  });

  test('do not lead a store of the input inside', async () => {
    const { url, seen } = await proxy();
    setProxy(url);
    const { strict } = await transport({
      env: process.env,
      resolve: () => Promise.resolve([{ address: '169.254.169.254', family: 4 }]),
    });
    expect(await codeOf(strict.http('http://169.254.169.254/'))).toBe('ADDRESS_REFUSED');
    expect(await codeOf(strict.http('http://rebind.example.com/'))).toBe('ADDRESS_REFUSED');
    expect(await codeOf(strict.http('https://rebind.example.com/'))).toBe('ADDRESS_REFUSED');
    expect(seen).toEqual([]);
  });
});

describe('isInternalAddress()', () => {
  const rows: readonly (readonly [string, boolean])[] = [
    ['8.8.8.8', false],
    ['52.94.0.1', false],
    ['172.15.255.255', false],
    ['172.16.0.1', true],
    ['172.31.255.255', true],
    ['192.168.1.1', true],
    ['100.64.0.1', true],
    ['169.254.169.254', true],
    ['0.0.0.0', true],
    ['255.255.255.255', true],
    ['::', true],
    ['::1', true],
    ['::127.0.0.1', true],
    ['::ffff:10.0.0.1', true],
    ['::ffff:8.8.8.8', false],
    ['::ffff:a9fe:a9fe', true],
    ['64:ff9b::a9fe:a9fe', true],
    ['64:ff9b::808:808', false],
    ['2002:a9fe:a9fe::', true],
    ['2002:808:808::1', false],
    ['2001:4860:4860::8888', false],
    ['fe80::1%eth0', true],
    ['fd00:ec2::254', true],
    ['ff02::1', true],
    ['168.63.129.16', true],
    ['168.63.129.17', false],
    ['::ffff:0:a9fe:a9fe', true],
    ['::ffff:0:808:808', false],
    ['64:ff9b:1:a9fe:a9:fe00::', true],
    ['64:ff9b:1::808:808', true],
    ['2a00:1450::5efe:a00:1', true],
    ['2a00:1450::200:5efe:808:808', false],
    ['100:0:0:1::1', true],
    ['5f00::1', true],
    ['not an address', true],
  ];
  test.each(rows)('%s: %s', (address, want) => {
    expect(isInternalAddress(address)).toBe(want);
  });
});

describe('isInternalName()', () => {
  const rows: readonly (readonly [string, boolean])[] = [
    ['secretsmanager.us-east-1.amazonaws.com', false],
    ['vault.example.com.', false],
    ['internal.example.com', false],
    ['vault', true],
    ['VAULT.', true],
    ['vault.ns.svc', true],
    ['Vault.NS.SVC.Cluster.Local', true],
    ['ip-10-0-0-1.ec2.internal', true],
    ['metadata.google.internal', true],
    ['a.localhost', true],
    ['printer.local', true],
    ['metadata.goog', true],
    ['METADATA.GOOG.', true],
  ];
  test.each(rows)('%s: %s', (name, want) => {
    expect(isInternalName(name)).toBe(want);
  });
});
