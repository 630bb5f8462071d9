import { type Route, WebhookFake } from '../../fakes/webhook.ts';
import { casesOf, describeCorpus, type StartServers } from './run-case.ts';
import { startAws } from './start-aws.ts';
import { startVault, vaultCasesOf } from './start-vault.ts';

const file = 'generator-server';
const casesOn = (server: string) => casesOf(file).filter((each) => Object.hasOwn(each.server, server));

const startHttp: StartServers = async (server) => {
  const fake = await WebhookFake.start(server['http'] as readonly Route[]);
  return { marks: { HTTP_ADDR: fake.url }, calls: () => fake.calls, close: () => fake.close() };
};

describeCorpus('generators of AWS', casesOn('aws'), startAws);
describeCorpus('generators of Vault', vaultCasesOf(file), startVault);
describeCorpus('webhook generators', casesOn('http'), startHttp);
