import { casesOf, describeCorpus } from './run-case.ts';
import { startAws } from './start-aws.ts';

const cases = casesOf('generator-server');

describeCorpus(
  'generators of AWS',
  cases.filter(({ server }) => Object.hasOwn(server, 'aws')),
  startAws,
);
