import type { FaultKind } from '../../fakes/gcp/fault.ts';
import type { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import { shown } from '../../support/shown.ts';
import { describeFaults } from '../describe-faults.ts';
import { type GcpWorld, gcpWorld } from './gcp-world.ts';

let world: GcpWorld;
let fake: GcpFake;

beforeEach(async () => {
  world = await gcpWorld();
  ({ fake } = world);
});

afterEach(() => world.stop());

const seed = () => fake.secrets.seed([{ project: 'proj', name: 'a', versions: [{ data: 'v' }] }]);

describeFaults<FaultKind>(
  () => world,
  seed,
  [
    { kind: 'denied', code: 'STORE_REFUSED', hint: /secretmanager\.versions\.access on "a".*secretAccessor/ },
    { kind: 'not enabled', code: 'STORE_REFUSED', hint: /API, which is not enabled/ },
    { kind: 'expired', code: 'STORE_CREDENTIALS', hint: /expired/ },
    { kind: 'throttled', code: 'STORE_THROTTLED', hint: /quota/, tries: 4 },
    { kind: 'error500', code: 'STORE_FAILED', tries: 4 },
    { kind: 'unavailable', code: 'STORE_FAILED', tries: 4 },
    { kind: 'hang', code: 'STORE_TIMEOUT', tries: 4 },
    { kind: 'half body', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'reset', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'garbage', code: 'STORE_ANSWER' },
    { kind: 'empty', code: 'REMOTE_NO_VALUE' },
    { kind: 'html 404', code: 'missing' },
  ],
  /marked|ya29/,
);

test('what the SDK would log stays silent', async () => {
  const before = process.env['GOOGLE_SDK_NODE_LOGGING'];
  process.env['GOOGLE_SDK_NODE_LOGGING'] = 'all';
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    seed();
    expect(shown((await (await world.connect()).read([{ key: 'a' }]))[0])).toBe('v');
    expect(write).not.toHaveBeenCalled();
  } finally {
    write.mockRestore();
    if (before === undefined) delete process.env['GOOGLE_SDK_NODE_LOGGING'];
    else process.env['GOOGLE_SDK_NODE_LOGGING'] = before;
  }
});
