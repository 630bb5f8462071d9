import { faultsOf } from '../../plugin/errors/esr-error.ts';
import { Sensitive } from '../../plugin/model/sensitive.ts';
import { provider } from '../../plugin/providers/gitlab/gitlab.ts';
import type { Client, Find } from '../../plugin/providers/provider.ts';
import { GitlabFake } from '../fakes/gitlab.ts';
import { testContext } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { shown } from '../support/shown.ts';
import { shownValues } from '../support/shown-values.ts';
import { testStoreInfo } from '../support/store-info.ts';
import { providerContract } from './contract.ts';

const secrets = { 'default/creds': { token: 'glpat-token-of-the-test' } };
const auth = { SecretRef: { accessToken: { name: 'creds', key: 'token' } } };
const quick = { maxRetries: 3, retryInterval: '1ms' };

let close: (() => void) | undefined;
let fake: GitlabFake;

beforeEach(async () => {
  fake = await GitlabFake.start();
});

afterEach(async () => {
  close?.();
  close = undefined;
  await fake.close();
});

async function connect(fields: object = {}): Promise<Client> {
  const world = await testContext({ secrets, retrySettings: quick });
  close = world.close;
  const spec = { url: fake.url, projectID: '7', auth, ...fields };
  return await provider.open(spec as never, testStoreInfo()).connect(world.context);
}

providerContract(
  'GitLab',
  async (signal) => {
    const own = await GitlabFake.start();
    own.seed('projects/7');
    const { context, close: end } = await testContext({ secrets, run: testRun({ signal }), retrySettings: quick });
    return {
      open: () => provider.open({ url: own.url, projectID: '7', auth }, testStoreInfo()),
      context,
      put: (key, value) => own.seed('projects/7', { key, value: value.toString() }),
      refuse: () => void own.denied.add('projects/7'),
      hang: () => own.fail({ kind: 'hang' }),
      calls: () => own.calls.length,
      signIns: () => 0,
      async stop() {
        end();
        await own.close();
      },
    };
  },
  { binary: false, signIns: 0, absent: 'failed' },
);

describe('reading', () => {
  const project = 'GET /api/v4/projects/7/variables/A_B';
  const scoped = (call: string, scope: string) => `${call}?filter[environment_scope]=${scope}`;
  const rows: {
    name: string;
    seed: Readonly<Record<string, readonly [string, string?][]>>;
    fields?: object;
    want: string;
    calls: string[];
  }[] = [
    { name: 'hyphens become underscores', seed: { 'projects/7': [['v']] }, want: 'v', calls: [project] },
    {
      name: "the environment's, then every environment's",
      seed: { 'projects/7': [['any']] },
      fields: { environment: 'prod' },
      want: 'any',
      calls: [scoped(project, 'prod'), scoped(project, '*')],
    },
    {
      name: "the environment's",
      seed: { 'projects/7': [['any'], ['prod', 'prod']] },
      fields: { environment: 'prod' },
      want: 'prod',
      calls: [scoped(project, 'prod')],
    },
    {
      name: 'the last listed group first',
      seed: { 'projects/7': [], 'groups/1': [['one']], 'groups/2': [['two']] },
      fields: { groupIDs: ['1', '2'] },
      want: 'two',
      calls: [project, 'GET /api/v4/groups/2/variables/A_B'],
    },
    {
      name: 'inherited: the nearest group first',
      seed: { 'projects/7': [], 'groups/10': [['outer']], 'groups/11': [['inner']] },
      fields: { inheritFromGroups: true },
      want: 'inner',
      calls: [project, 'GET /api/v4/projects/7/groups?page=1&per_page=100', 'GET /api/v4/groups/11/variables/A_B'],
    },
    {
      name: 'groups alone',
      seed: { 'groups/1': [['one']] },
      fields: { projectID: '', groupIDs: ['1'] },
      want: 'one',
      calls: ['GET /api/v4/groups/1/variables/A_B'],
    },
    { name: 'nowhere', seed: { 'projects/7': [] }, want: 'REMOTE_ABSENT', calls: [project] },
    {
      name: 'a path for a project, and an address with the API in it',
      seed: { 'projects/team/shop': [['v']] },
      fields: { projectID: 'team/shop' },
      want: 'v',
      calls: ['GET /api/v4/projects/team/shop/variables/A_B'],
    },
  ];

  test.each(rows)('$name', async ({ seed, fields = {}, want, calls }) => {
    for (const [owner, variables] of Object.entries(seed)) {
      fake.seed(
        owner,
        ...variables.map(([value, scope]) => ({ key: 'A_B', value, ...(scope === undefined ? {} : { scope }) })),
      );
    }
    fake.above.set('projects/7', [
      { id: 11, full_path: 'outer/inner' },
      { id: 10, full_path: 'outer' },
    ]);
    const client = await connect({ ...fields, url: `${fake.url}/api/v4/` });
    const ref = provider.open({ auth } as never, testStoreInfo()).ref({ key: 'A-B', version: 'ignored' });
    const [answer] = await client.read([ref]);
    expect(shown(answer)).toBe(want);
    expect(fake.calls).toEqual(calls);
  });

  const store = provider.open({ auth } as never, testStoreInfo());
  const parts: { name: string; value: string; property?: string; want: string }[] = [
    { name: 'whole', value: ' v\n', want: ' v\n' },
    { name: 'empty', value: '', want: 'REMOTE_NO_VALUE' },
    { name: 'a path', value: '{"a":{"b":1.50}}', property: 'a.b', want: '1.5' },
    { name: 'no literal key', value: '{"a.b":"x"}', property: 'a.b', want: 'PROPERTY_MISSING' },
    { name: 'of nothing', value: '', property: 'a', want: 'PROPERTY_MISSING' },
  ];
  test.each(parts)('data: $name', ({ value, property, want }) => {
    const selected = store.select(new Sensitive(value), property === undefined ? { key: 'k' } : { key: 'k', property });
    expect(shown(selected)).toBe(want);
  });

  const extracts: { value: string; property?: string; want: object | string }[] = [
    { value: '{"a":"1","b":"\\u00e9","a":"2"}', want: { a: '2', b: 'é' } },
    { value: '{"a":null}', want: { a: '' } },
    { value: 'null', want: {} },
    { value: '{"a":1}', want: 'EXTRACT_NOT_TEXT' },
    { value: '{"a":1,"a":"x"}', want: 'EXTRACT_NOT_TEXT' },
    { value: '{"a":"x","a":null}', want: { a: '' } },
    { value: '{"a":"x"} y', want: 'EXTRACT_NOT_OBJECT' },
    { value: '[1]', want: 'EXTRACT_NOT_OBJECT' },
    { value: 'text', want: 'EXTRACT_NOT_OBJECT' },
    { value: '{"o":{"a":"1"}}', property: 'o', want: { a: '1' } },
    { value: '', want: 'REMOTE_NO_VALUE' },
  ];
  test.each(extracts)('extract: $value', ({ value, property, want }) => {
    const extracted = store.extract(
      new Sensitive(value),
      property === undefined ? { key: 'k' } : { key: 'k', property },
    );
    expect(shownValues(extracted)).toEqual(want);
  });
});

describe('find', () => {
  const rows: { name: string; find: Find; fields?: object; want: object | string }[] = [
    {
      name: 'group variables, and the project over them',
      find: { name: { regexp: '.*' } },
      want: { A: 'project', B: 'group', C: 'c', P: 'prod' },
    },
    {
      name: 'an environment',
      find: { name: { regexp: '^[AP]$' } },
      fields: { environment: 'prod' },
      want: { A: 'project', P: 'prod' },
    },
    {
      name: 'another environment',
      find: { name: { regexp: '^[AP]$' } },
      fields: { environment: 'test' },
      want: { A: 'project', P: 'any' },
    },
    {
      name: 'an environment of the tags',
      find: { name: { regexp: '^P$' }, tags: { environment_scope: 'test' } },
      want: { P: 'any' },
    },
    { name: 'other tags', find: { name: { regexp: '.' }, tags: { team: 'a' } }, want: 'GITLAB_FIND_TAGS' },
    {
      name: 'two environments',
      find: { name: { regexp: '.' }, tags: { environment_scope: 'test' } },
      fields: { environment: 'prod' },
      want: 'GITLAB_FIND_ENVIRONMENT',
    },
    { name: 'a path', find: { name: { regexp: '.' }, path: 'x' }, want: 'FIND_PATH' },
    { name: 'no name', find: {}, want: 'FIND_NAME' },
  ];
  test.each(rows)('$name', async ({ find, fields = {}, want }) => {
    fake.perPage = 2;
    fake.seed('groups/1', { key: 'A', value: 'group' }, { key: 'B', value: 'group' });
    fake.seed(
      'projects/7',
      { key: 'A', value: 'project' },
      { key: 'P', value: 'prod', scope: 'prod' },
      { key: 'P', value: 'any' },
      { key: 'C', value: 'c' },
    );
    const client = await connect({ groupIDs: ['1'], ...fields });
    const outcome = await client.find?.(find).then(
      (matches) =>
        Object.fromEntries(matches.map((match) => [match.name, 'value' in match && match.value.reveal().toString()])),
      (thrown: unknown) => faultsOf(thrown)?.[0]?.code,
    );
    expect(outcome).toEqual(want);
  });
});

describe('stores', () => {
  const rows = [
    { name: 'fine', spec: { auth, projectID: '7' }, want: [] },
    { name: 'nothing to read', spec: { auth }, want: ['GITLAB_SCOPE'] },
    {
      name: 'groups twice',
      spec: { auth, projectID: '7', groupIDs: ['1'], inheritFromGroups: true },
      want: ['GITLAB_GROUPS'],
    },
    { name: 'no token', spec: { auth: { SecretRef: {} }, projectID: '7' }, want: ['STORE_FIELD'] },
  ];
  test.each(rows)('validation: $name', ({ spec, want }) => {
    expect((provider.validate?.(spec as never, testStoreInfo()) ?? []).map(({ code }) => code)).toEqual(want);
  });

  test('check reads the variables of all', async () => {
    fake.seed('projects/7');
    fake.seed('groups/1');
    await (await connect({ groupIDs: ['1'] })).check?.();
    expect(fake.calls).toHaveLength(2);
  });
});
