import { realpath } from 'node:fs/promises';
import { gcpError } from '../../errors/gcp.ts';
import { manifestError } from '../../errors/manifest.ts';
import { throwAll } from '../../errors/map-all.ts';
import type { Place } from '../../model/place.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import type { AccessToken } from '../access-token.ts';
import { parseJsonObject } from '../parse-json-object.ts';
import type { ProviderContext } from '../provider.ts';
import { type AwsProof, awsSubjectToken } from './aws-subject-token.ts';
import { externalAccountFaults, podTokenFile } from './check-external-account.ts';
import { exchangeToken } from './exchange-token.ts';
import { type ExternalAccount, readExternalAccount } from './external-account.ts';
import type { GcpAuth } from './gcp-auth.ts';
import { impersonationUrl } from './impersonate.ts';
import { subjectToken } from './subject-token.ts';
import { accountAnnotation } from './workload-identity.ts';

type Federation = NonNullable<GcpAuth['federation']>;

/**
 * Signs in through a workload identity pool.
 *
 * @remarks ESO: `workload_identity_federation.go`.
 * @throws ManifestError `GCP_FEDERATION` for every refusal of the operator's, together.
 */
export async function federatedToken(federation: Federation, context: ProviderContext): Promise<AccessToken> {
  const { credConfig, account: serviceAccount, aws, audience, place } = federation;
  const isOne = [credConfig, serviceAccount, aws].filter((one) => one !== undefined).length === 1;
  const wrong = [
    ...(isOne ? [] : ['needs exactly one of credConfig, serviceAccountRef and awsSecurityCredentials']),
    ...(credConfig === undefined && audience === '' ? ['has no audience'] : []),
  ];
  throwAll(wrong.map((why) => gcpError('GCP_FEDERATION', { why }, place)));
  const config = credConfig === undefined ? undefined : await context.secretKey(credConfig);
  const account = await accountOf(federation, config, context);
  const faults = externalAccountFaults(
    account,
    federation.externalTokenEndpoint,
    context.env('GOOGLE_CLOUD_UNIVERSE_DOMAIN'),
  );
  throwAll(faults.map((why) => gcpError('GCP_FEDERATION', { why }, place)));
  // The file says where to take a token from, and whose: it may be the application's.
  const bound = config === undefined ? context : (context.boundBy?.(config) ?? context);
  return await exchangeToken(account, await subjectOf(federation, account, bound), bound);
}

/** The file's account, where there is one, with what the store says in its place. */
async function accountOf(
  federation: Federation,
  config: Sensitive | undefined,
  context: ProviderContext,
): Promise<ExternalAccount> {
  const { credConfig, aws, audience } = federation;
  const file = config === undefined ? readExternalAccount({}) : fileAccount(config, credConfig?.place);
  const { source, ...rest } = file;
  // The renderer's own token is for whoever names its ServiceAccount.
  const kept = source === undefined || (await isPodToken(source.file)) ? {} : { source };
  const impersonation = await impersonationOf(federation, file, context);
  return {
    ...rest,
    ...kept,
    audience: audience || file.audience,
    subjectTokenType:
      aws !== undefined
        ? 'urn:ietf:params:aws:token-type:aws4_request'
        : file.subjectTokenType || 'urn:ietf:params:oauth:token-type:jwt',
    tokenUrl: file.tokenUrl || `https://sts.${file.universe}/v1/token`,
    impersonationUrl: impersonation,
  };
}

/** By whatever name: `/var/run` is a link itself. */
async function isPodToken(file: string): Promise<boolean> {
  if (file === podTokenFile) return true;
  const [named, own] = await Promise.all([file, podTokenFile].map((one) => realpath(one).catch(() => undefined)));
  return file !== '' && named !== undefined && named === own;
}

function fileAccount(config: Sensitive, place: Place | undefined): ExternalAccount {
  const file = parseJsonObject(config.reveal());
  if (file === undefined) throw gcpError('GCP_FEDERATION', { why: 'has a credConfig that is no JSON' }, place);
  if (file['type'] !== 'external_account') {
    const why = 'has a credConfig whose type is not external_account';
    throw gcpError('GCP_FEDERATION', { why }, place);
  }
  return readExternalAccount(file);
}

/** The store's own field, else the ServiceAccount's annotation, else the file's URL. */
async function impersonationOf(
  { impersonate: email, account }: Federation,
  file: ExternalAccount,
  context: ProviderContext,
): Promise<string> {
  if (email !== '') return impersonationUrl(email, file.universe);
  if (account === undefined) return file.impersonationUrl;
  const annotations = await context.serviceAccountAnnotations(account);
  if (annotations === undefined) {
    const { namespace, name, place } = account;
    const needs = 'the service account of Google Cloud to use';
    throw manifestError('SERVICE_ACCOUNT_UNKNOWN', { namespace, name, needs }, place);
  }
  const annotated = Object.hasOwn(annotations, accountAnnotation) ? annotations[accountAnnotation] : undefined;
  return annotated ? impersonationUrl(annotated, file.universe) : '';
}

async function subjectOf(federation: Federation, account: ExternalAccount, context: ProviderContext): Promise<string> {
  const { account: serviceAccount, aws } = federation;
  if (serviceAccount !== undefined) {
    return (await context.serviceAccountToken(serviceAccount)).reveal().toString('utf8');
  }
  if (aws === undefined) return await subjectToken(account, context);
  return await awsSubjectToken(account, await secretProof(aws, context));
}

async function secretProof(aws: NonNullable<Federation['aws']>, context: ProviderContext): Promise<AwsProof> {
  const value = async (key: string) => (await context.secretKey({ ...aws.secret, key })).reveal().toString('utf8');
  const [accessKeyId, secretAccessKey, token] = await Promise.all([
    value('aws_access_key_id'),
    value('aws_secret_access_key'),
    optional(value('aws_session_token')),
  ]);
  return { region: aws.region, accessKeyId, secretAccessKey, ...(token ? { token } : {}) };
}

/** A session token is only there with keys that have one. */
async function optional(value: Promise<string>): Promise<string | undefined> {
  try {
    return await value;
  } catch (thrown) {
    if ((thrown as { readonly code?: unknown }).code === 'CREDENTIAL_KEY') return undefined;
    throw thrown;
  }
}
