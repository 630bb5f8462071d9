import type { CredentialSource, ExternalAccount } from './external-account.ts';

/** The token that every pod has: who asks for it must name the ServiceAccount. */
export const podTokenFile = '/var/run/secrets/kubernetes.io/serviceaccount/token';

const metadata = '^http://(metadata\\.google\\.internal|169\\.254\\.169\\.254|\\[fd00:ec2::254\\])/latest';
const awsUrls = {
  url: new RegExp(`${metadata}/meta-data/iam/security-credentials$`),
  regionUrl: new RegExp(`${metadata}/meta-data/placement/availability-zone$`),
  sessionTokenUrl: new RegExp(`${metadata}/api/token$`),
} as const;

/**
 * What the operator refuses in a federation's account, each as words after `auth.workloadIdentityFederation`.
 *
 * @remarks
 * ESO: `workload_identity_federation.go`, `validateExternalAccountConfig`. A file from somebody else could
 * send tokens to servers of theirs, or run what it likes. The operator takes the file's word for which universe Google's
 * servers are in; here it is the public one, or the one that the environment names.
 *
 * @param ownUniverse - `GOOGLE_CLOUD_UNIVERSE_DOMAIN`.
 */
export function externalAccountFaults(
  { audience, impersonationUrl, tokenUrl, universe, source }: ExternalAccount,
  externalTokenEndpoint: string,
  ownUniverse: string | undefined,
): readonly string[] {
  const isKnown = universe === 'googleapis.com' || universe === ownUniverse;
  const iam = `https://iamcredentials.${universe}/v1/projects/-/serviceAccounts/`;
  const isImpersonation =
    impersonationUrl.startsWith(iam) && /^[^\s/]+:generateAccessToken$/.test(impersonationUrl.slice(iam.length));
  return [
    ...(audience === '' ? ['has no audience'] : []),
    ...(impersonationUrl === '' || isImpersonation ? [] : ['has a service_account_impersonation_url that is not IAM']),
    ...(isKnown ? [] : [`has the universe_domain ${universe}, which GOOGLE_CLOUD_UNIVERSE_DOMAIN does not name`]),
    ...(tokenUrl === `https://sts.${universe}/v1/token`
      ? []
      : [`has a token_url other than https://sts.${universe}/v1/token`]),
    ...(source === undefined ? [] : sourceFaults(source, externalTokenEndpoint)),
  ];
}

function sourceFaults(source: CredentialSource, externalTokenEndpoint: string): readonly string[] {
  const { file, url, environmentId, isExecutable } = source;
  return [
    ...(isExecutable ? ['has a credential_source.executable, which is not allowed'] : []),
    ...(file === '' && url === '' && environmentId === '' && !isExecutable ? ['has an empty credential_source'] : []),
    ...(environmentId === '' && url !== externalTokenEndpoint
      ? ['has a credential_source.url other than externalTokenEndpoint']
      : []),
    ...(environmentId === '' ? [] : awsFaults(source)),
  ];
}

function awsFaults(source: CredentialSource): readonly string[] {
  const { environmentId, sessionTokenUrl } = source;
  const wrong = (field: keyof typeof awsUrls) => !awsUrls[field].test(source[field]);
  return [
    ...(/^aws/i.test(environmentId) ? [] : ['has a credential_source.environment_id that is not AWS']),
    ...(wrong('url') ? ['has a credential_source.url that is not the metadata service of AWS'] : []),
    ...(wrong('regionUrl') ? ['has a credential_source.region_url that is not the metadata service of AWS'] : []),
    ...(sessionTokenUrl !== '' && wrong('sessionTokenUrl')
      ? ['has a credential_source.imdsv2_session_token_url that is not the metadata service of AWS']
      : []),
  ];
}
