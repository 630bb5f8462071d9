import { casesOf, describeCorpus } from './run-case.ts';
import { startAzure } from './start-azure.ts';

describeCorpus('Azure Key Vault', casesOf('azure-keyvault'), startAzure);
