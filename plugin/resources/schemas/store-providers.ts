import type { Field } from './field.ts';
import { awsFields } from './provider-aws.ts';
import { azurekvFields } from './provider-azurekv.ts';
import { bitwardenFields } from './provider-bitwarden.ts';
import { dopplerFields } from './provider-doppler.ts';
import { fakeFields } from './provider-fake.ts';
import { gcpsmFields } from './provider-gcpsm.ts';
import { gitlabFields } from './provider-gitlab.ts';
import { infisicalFields } from './provider-infisical.ts';
import { kubernetesFields } from './provider-kubernetes.ts';
import { onepasswordFields } from './provider-onepassword.ts';
import { onepasswordSdkFields } from './provider-onepassword-sdk.ts';
import { openBaoFields } from './provider-open-bao.ts';
import { vaultFields } from './provider-vault.ts';
import { webhookFields } from './provider-webhook.ts';

/** Every property that `spec.provider` of a v1 store knows; those without a table are taken as they are. */
export const storeProviders: ReadonlyMap<string, (() => readonly Field[]) | undefined> = new Map([
  ['aws', awsFields],
  ['azurekv', azurekvFields],
  ['bitwardensecretsmanager', bitwardenFields],
  ['doppler', dopplerFields],
  ['fake', fakeFields],
  ['gcpsm', gcpsmFields],
  ['gitlab', gitlabFields],
  ['infisical', infisicalFields],
  ['kubernetes', kubernetesFields],
  ['onepassword', onepasswordFields],
  ['onepasswordSDK', onepasswordSdkFields],
  ['openBao', openBaoFields],
  ['vault', vaultFields],
  ['webhook', webhookFields],
  ...[
    'akeyless',
    'barbican',
    'beyondtrust',
    'beyondtrustworkloadcredentials',
    'chef',
    'cloudrusm',
    'conjur',
    'crd',
    'delinea',
    'dvls',
    'fortanix',
    'github',
    'ibm',
    'keepersecurity',
    'nebiusmysterybox',
    'ngrok',
    'onboardbase',
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
