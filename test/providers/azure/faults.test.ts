import type { AzureFake } from '../../fakes/azure/azure-fake.ts';
import type { FaultKind } from '../../fakes/azure/fault.ts';
import { shown } from '../../support/shown.ts';
import { describeFaults } from '../describe-faults.ts';
import { type AzureWorld, azureWorld } from './azure-world.ts';

let world: AzureWorld;
let fake: AzureFake;

beforeEach(async () => {
  world = await azureWorld();
  ({ fake } = world);
});

afterEach(() => world.stop());

const seed = () => fake.vault.seed({ secrets: [{ name: 'a', value: 'v' }] });

describeFaults<FaultKind>(
  () => world,
  seed,
  [
    { kind: 'denied', code: 'STORE_REFUSED', hint: /"get" on secrets: the role Key Vault Secrets User/ },
    { kind: 'firewall', code: 'STORE_REFUSED', hint: /network rules/ },
    { kind: 'expired', code: 'STORE_CREDENTIALS', hint: /expired/ },
    { kind: 'throttled', code: 'STORE_THROTTLED', hint: /quota/, tries: 4 },
    { kind: 'error500', code: 'STORE_FAILED', tries: 4 },
    { kind: 'unavailable', code: 'STORE_FAILED', tries: 4 },
    { kind: 'hang', code: 'STORE_TIMEOUT', tries: 4 },
    { kind: 'half body', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'reset', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'garbage', code: 'STORE_ANSWER' },
    { kind: 'empty', code: 'STORE_ANSWER' },
    { kind: 'html 404', code: 'missing' },
  ],
  /marked|eyJ/,
);

test('a certificate that is not trusted', async () => {
  await world.stop();
  world = await azureWorld({ trusted: false });
  await expect(world.connect()).rejects.toMatchObject({ code: 'STORE_CERTIFICATE' });
});

test('what the SDK would log stays silent', async () => {
  const { setLogLevel } = await import('@azure/logger');
  setLogLevel('verbose');
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    seed();
    expect(shown((await (await world.connect()).read([{ key: 'a' }]))[0])).toBe('v');
    expect(write).not.toHaveBeenCalled();
  } finally {
    write.mockRestore();
  }
});
