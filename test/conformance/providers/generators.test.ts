import { casesOf, describeCorpus } from './run-case.ts';
import { startAws } from './start-aws.ts';
import { startVault, vaultCasesOf } from './start-vault.ts';

const file = 'generator-server';

describeCorpus(
  'generators of AWS',
  casesOf(file).filter(({ server }) => Object.hasOwn(server, 'aws')),
  startAws,
);
describeCorpus('generators of Vault', vaultCasesOf(file), startVault);
