import type { Field } from './field.ts';
import { awsFields } from './provider-aws.ts';
import { azurekvFields } from './provider-azurekv.ts';
import { fakeFields } from './provider-fake.ts';
import { gcpsmFields } from './provider-gcpsm.ts';
import { kubernetesFields } from './provider-kubernetes.ts';
import { openBaoFields } from './provider-open-bao.ts';
import { vaultFields } from './provider-vault.ts';
import { webhookFields } from './provider-webhook.ts';

/** Every property that `spec.provider` of a v1 store knows; those without a table are taken as they are. */
export const storeProviders: ReadonlyMap<string, (() => readonly Field[]) | undefined> = new Map([
  ['aws', awsFields],
  ['azurekv', azurekvFields],
  ['fake', fakeFields],
  ['gcpsm', gcpsmFields],
  ['kubernetes', kubernetesFields],
  ['openBao', openBaoFields],
  ['vault', vaultFields],
  ['webhook', webhookFields],
  ...[
    'akeyless',
    'barbican',
    'beyondtrust',
    'beyondtrustworkloadcredentials',
    'bitwardensecretsmanager',
    'chef',
    'cloudrusm',
    'conjur',
    'crd',
    'delinea',
    'doppler',
    'dvls',
    'fortanix',
    'github',
    'gitlab',
    'ibm',
    'infisical',
    'keepersecurity',
    'nebiusmysterybox',
    'ngrok',
    'onboardbase',
    'onepassword',
    'onepasswordSDK',
    'oracle',
    'ovh',
    'passbolt',
    'passworddepot',
    'previder',
    'pulumi',
    'scaleway',
    'secretserver',
    'senhasegura',
    'volcengine',
    'yandexcertificatemanager',
    'yandexlockbox',
  ].map((name): [string, undefined] => [name, undefined]),
]);
