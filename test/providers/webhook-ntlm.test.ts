import { faultsOf } from '../../plugin/errors/esr-error.ts';
import type { Client } from '../../plugin/providers/provider.ts';
import { md4 } from '../../plugin/providers/webhook/ntlm/md4.ts';
import { authenticateMessage } from '../../plugin/providers/webhook/ntlm/ntlm-messages.ts';
import { provider } from '../../plugin/providers/webhook/webhook.ts';
import { NtlmFake, type NtlmOptions } from '../fakes/ntlm.ts';
import { certificate } from '../support/certificate.ts';
import { testContext, testObject } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { shown } from '../support/shown.ts';
import { testStoreInfo } from '../support/store-info.ts';

let close: (() => void) | undefined;
let fake: NtlmFake;

afterEach(async () => {
  close?.();
  close = undefined;
  await fake?.close();
});

const label = { 'external-secrets.io/type': 'webhook' };
const account = { user: 'Domain\\User', password: 'Password' };
const secret = (data: object, labels: Readonly<Record<string, string>> = label) =>
  testObject(
    'Secret',
    'default/account',
    {
      data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')])),
    },
    { labels },
  );

async function connect(fields: object = {}, objects = [secret(account)], run = testRun()): Promise<Client> {
  const world = await testContext({ run, objects, retrySettings: { maxRetries: 2, retryInterval: '1ms' } });
  close = world.close;
  const ref = (key: string) => ({ name: 'account', key });
  const auth = { ntlm: { usernameSecret: ref('user'), passwordSecret: ref('password') } };
  const spec = { url: `${fake.url}/{{ .remoteRef.key }}`, auth, ...fields };
  return await provider.open(spec as never, testStoreInfo()).connect(world.context);
}

describe('messages', () => {
  // RFC 1320, A.5.
  test.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
  ])('md4 of "%s"', (text, digest) => {
    expect(md4(Buffer.from(text)).toString('hex')).toBe(digest);
  });

  test('proofs as [MS-NLMP] 4.2.4 has them', () => {
    const targetInfo = Buffer.from(
      '02000c0044006f006d00610069006e0001000c00530065007200760065007200' + '00000000',
      'hex',
    );
    const challenge = { flags: 0x888205, target: 'Server', nonce: Buffer.from('0123456789abcdef', 'hex'), targetInfo };
    const moment = { nonce: Buffer.alloc(8, 0xaa), now: -11_644_473_600_000 };
    const message = authenticateMessage(account, challenge, moment).toString('hex');
    expect(message).toContain('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
    expect(message).toContain('68cd0ab851e51c96aabc927bebef6a1c');
  });
});

describe('signing in', () => {
  const steps = (scheme: string) => ['GET /k', `GET /k ${scheme}1`, `GET /k ${scheme}3`];
  const rows: {
    name: string;
    options?: NtlmOptions;
    user?: string;
    password?: string;
    want: string;
    calls: string[];
  }[] = [
    { name: 'DOMAIN\\name', want: 'GET ', calls: steps('NTLM') },
    { name: 'a name alone', user: 'uSer', want: 'GET ', calls: steps('NTLM') },
    { name: 'name@domain', user: 'User@example.org', want: 'GET ', calls: steps('NTLM') },
    { name: 'Negotiate alone', options: { offers: ['Negotiate'] }, want: 'GET ', calls: steps('Negotiate') },
    {
      name: 'all in one header',
      options: { offers: ['Negotiate, NTLM, Basic realm="a, b"'] },
      want: 'GET ',
      calls: steps('NTLM'),
    },
    { name: "the server's time", options: { timestamp: true }, want: 'GET ', calls: steps('NTLM') },
    { name: 'a wrong password', password: 'other', want: 'STORE_CREDENTIALS', calls: steps('NTLM') },
    { name: 'a wrong name', user: 'Domain\\other', want: 'STORE_CREDENTIALS', calls: steps('NTLM') },
    {
      name: 'a server that wants NTLMv1',
      options: { flags: 0x80 },
      want: 'STORE_CREDENTIALS',
      calls: steps('NTLM').slice(0, 2),
    },
    {
      name: 'a server that wants the password itself, without TLS',
      options: { offers: ['Basic realm="x"'] },
      want: 'STORE_CREDENTIALS',
      calls: ['GET /k'],
    },
    {
      name: 'a server that wants the password itself, over TLS',
      options: { offers: ['Basic realm="x"'], tls: certificate() },
      want: 'GET ',
      calls: ['GET /k', 'GET /k Basic'],
    },
  ];
  test.each(rows)('$name', async ({ options, want, calls, ...given }) => {
    fake = await NtlmFake.start(options);
    const ca = options?.tls && { caBundle: Buffer.from(options.tls.cert).toString('base64') };
    const client = await connect({ ...ca, headers: { Authorization: 'mine' } }, [secret({ ...account, ...given })]);
    const [answer] = await client.read([{ key: 'k' }]);
    expect(shown(answer)).toBe(want);
    expect(fake.calls).toEqual(calls);
    expect(fake.authorizations).not.toContain('mine');
    expect(fake.sockets.size).toBe(1);
  });

  test('a connection is signed in once, whatever the number of reads at a time', async () => {
    fake = await NtlmFake.start();
    const client = await connect();
    const answers = await Promise.all(['a', 'b', 'c'].map((key) => client.read([{ key }])));
    expect(answers.map(([answer]) => shown(answer))).toEqual(['GET ', 'GET ', 'GET ']);
    expect(fake.calls).toHaveLength(5);
    expect(fake.sockets.size).toBe(1);
  });

  test('a body goes with the request that is signed in', async () => {
    fake = await NtlmFake.start();
    const client = await connect({ method: 'POST', body: '{"k":"{{ .remoteRef.key }}"}' });
    expect(shown((await client.read([{ key: 'x' }]))[0])).toBe('POST {"k":"x"}');
  });

  test('the password is hidden', async () => {
    fake = await NtlmFake.start();
    const run = testRun();
    await connect({}, [secret(account)], run);
    expect([...run.concealed]).toContain('Password');
  });

  test('Secrets without the label are not told', async () => {
    fake = await NtlmFake.start();
    const failure = await connect({}, [secret(account, {})]).catch((thrown: unknown) => faultsOf(thrown)?.[0]?.code);
    expect(failure).toBe('CREDENTIAL_LABEL');
    expect(fake.calls).toEqual([]);
  });
});
