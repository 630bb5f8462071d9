import type { ParameterSeed } from '../../fakes/aws/parameter-record.ts';
import type { SecretSeed } from '../../fakes/aws/secret-record.ts';
import { type Moto, motoProgram, startMoto } from '../../support/moto.ts';
import { casesOf, describeCorpus } from './run-case.ts';
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
    jest.setTimeout(60_000);
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
  });
}
