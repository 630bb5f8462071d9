import type { ParameterSeed } from '../../fakes/aws/parameter-record.ts';
import type { SecretSeed } from '../../fakes/aws/secret-record.ts';
import { type Moto, motoProgram, startMoto } from '../../support/moto.ts';
import { motoState } from '../../support/moto-state.ts';
import { differences } from '../differences.ts';
import { casesOf, describeCorpus } from './run-case.ts';
import { type PushCase, pushDifferences } from './run-push.ts';
import { startAws } from './start-aws.ts';

// The server that the cases were recorded against: `python3 -m pip install 'moto[server]'`, found through MOTO_SERVER or PATH.

const program = motoProgram();
const onAws = casesOf('seed').filter(({ server }) => Object.keys(server).every((name) => name.startsWith('aws')));
const corpora = [
  ['Secrets Manager', casesOf('aws-secretsmanager')],
  ['Parameter Store', casesOf('aws-parameterstore')],
  ['credentials', casesOf('aws-auth')],
  ['services together', casesOf('aws-mixed')],
  ['seed', onAws],
] as const;

if (program === undefined) {
  test.skip('moto is not installed: set MOTO_SERVER, or put moto_server on the search path', () => undefined);
} else {
  describe('on moto', () => {
    let moto: Moto;
    beforeAll(async () => {
      moto = await startMoto(program);
    });
    afterAll(async () => await moto.stop());

    for (const [name, cases] of corpora) {
      describeCorpus(name, cases, async (server) => {
        const secrets = (server['aws-sm'] ?? []) as readonly SecretSeed[];
        const parameters = (server['aws-ssm'] ?? []) as readonly ParameterSeed[];
        await moto.seed(secrets, parameters);
        const fake = await startAws(server);
        const env = Object.entries(fake.env ?? {}).map(([variable, value]) => [
          variable,
          value.startsWith('http://127.0.0.1:') ? moto.url : value,
        ]);
        return { ...fake, env: Object.fromEntries(env), calls: moto.calls };
      });
    }

    const known = new Set(differences.map(({ id }) => id));
    const onlyAws = ({ server }: { readonly server: object }) =>
      Object.keys(server).every((name) => name.startsWith('aws'));
    const pushes = casesOf('push-secret').filter(
      (each) => onlyAws(each) && !known.has(each.id),
    ) as unknown as readonly PushCase[];
    test.each(pushes)('$id: $description', async (each) => {
      const wrong = await pushDifferences(each, async (server) => {
        await moto.seed(
          (server['aws-sm'] ?? []) as readonly SecretSeed[],
          (server['aws-ssm'] ?? []) as readonly ParameterSeed[],
        );
        const endpoints = ['SECRETSMANAGER', 'SSM', 'STS'].map((name) => [`AWS_${name}_ENDPOINT`, moto.url]);
        const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'ambient-secret-key' };
        let counted: readonly string[] = [];
        let seen = 0;
        return {
          marks: {},
          env: { ...Object.fromEntries(endpoints), ...keys, AWS_EC2_METADATA_DISABLED: 'true' },
          calls: () => counted,
          async remote() {
            // Looking does not count.
            const before = moto.calls().length;
            counted = [...counted, ...moto.calls().slice(seen, before)];
            const state = await motoState(moto.url);
            seen = moto.calls().length;
            return state;
          },
          close: () => Promise.resolve(),
        };
      });
      expect(wrong).toEqual([]);
    });
  });
}
