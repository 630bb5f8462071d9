import { casesOf, describeCorpus } from './run-case.ts';
import { startAzure } from './start-azure.ts';

// The SDK loads in the first test.
jest.setTimeout(30_000);

describeCorpus('Azure Key Vault', casesOf('azure-keyvault'), startAzure);
