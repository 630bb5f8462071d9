import { casesOf, describeCorpus } from './run-case.ts';
import { startAws } from './start-aws.ts';

describeCorpus('AWS Secrets Manager', casesOf('aws-secretsmanager'), startAws);
describeCorpus('AWS Parameter Store', casesOf('aws-parameterstore'), startAws);
describeCorpus('AWS credentials', casesOf('aws-auth'), startAws);
describeCorpus('AWS services together', casesOf('aws-mixed'), startAws);
describeCorpus(
  'seed on AWS',
  casesOf('seed').filter(({ server }) => Object.keys(server).every((name) => name.startsWith('aws'))),
  startAws,
);
