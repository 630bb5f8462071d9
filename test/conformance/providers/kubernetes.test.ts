import { KubernetesFake, type SecretSeed } from '../../fakes/kubernetes.ts';
import { casesOf, describeCorpus, type StartServers } from './run-case.ts';

const start: StartServers = async (server) => {
  const fake = await KubernetesFake.start();
  const seeds = server['kubernetes'] as readonly SecretSeed[];
  for (const seed of seeds) fake.seed(seed);
  const values = seeds.flatMap(({ data = {} }) => Object.values(data));
  return {
    marks: { KUBE_ADDR: fake.url, KUBE_TOKEN: fake.token ?? '' },
    hidden: [fake.token ?? '', ...values.filter((value) => value.length > 5)],
    calls: () => fake.calls,
    close: () => fake.close(),
  };
};

describeCorpus('Kubernetes', casesOf('kubernetes'), start);
