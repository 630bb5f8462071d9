import { describeCorpus } from './run-case.ts';
import { startVault, vaultCasesOf } from './start-vault.ts';

describeCorpus('Vault', vaultCasesOf('vault'), startVault);
describeCorpus('seed on Vault', vaultCasesOf('seed'), startVault);
