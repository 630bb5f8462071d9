import { awsError } from '../errors/aws.ts';
import { throwAll } from '../errors/map-all.ts';
import type { AccountSelector } from '../providers/account-reference.ts';
import type { AwsIdentity } from '../providers/aws/aws-identity.ts';
import type { SecretSelector } from '../providers/key-reference.ts';
import type { ProviderContext } from '../providers/provider.ts';
import { accountReference } from './account-reference.ts';
import type { GeneratorInfo } from './generator.ts';
import { secretReference } from './secret-reference.ts';

/** What the generators of AWS share in their specs. */
export interface AwsGeneratorFields {
  readonly region: string;
  readonly role?: string;
  readonly auth?: {
    readonly jwt?: { readonly serviceAccountRef?: AccountSelector };
    readonly secretRef?: {
      readonly accessKeyIDSecretRef?: SecretSelector;
      readonly secretAccessKeySecretRef?: SecretSelector;
      readonly sessionTokenSecretRef?: SecretSelector;
    };
  };
}

/**
 * Who signs in for a generator of AWS.
 *
 * @remarks `secretRef` wins over `jwt`, unlike in stores. ESO: `providers/v1/aws/auth/auth.go`, `NewGeneratorSession`.
 */
export function awsGeneratorIdentity(
  { region, role, auth }: AwsGeneratorFields,
  info: GeneratorInfo,
  context: Pick<ProviderContext, 'warn'>,
): AwsIdentity {
  checkFields({ region, ...(auth === undefined ? {} : { auth }) }, info);
  const common = {
    region,
    role: role ?? '',
    externalId: '',
    additionalRoles: [],
    sessionTags: [],
    transitiveTagKeys: [],
    place: info.place('auth'),
  };
  const refs = auth?.secretRef;
  if (refs !== undefined) {
    const reference = (field: keyof typeof refs) =>
      secretReference(refs[field], `auth.secretRef.${field}`, info, context);
    const keys = {
      accessKeyId: reference('accessKeyIDSecretRef'),
      secretAccessKey: reference('secretAccessKeySecretRef'),
      ...(refs.sessionTokenSecretRef === undefined ? {} : { sessionToken: reference('sessionTokenSecretRef') }),
    };
    return { ...common, keys };
  }
  if (auth?.jwt === undefined) return common;
  const { serviceAccountRef } = auth.jwt;
  if (serviceAccountRef === undefined) return common;
  return { ...common, jwt: accountReference(serviceAccountRef, 'auth.jwt.serviceAccountRef', info, context) };
}

function checkFields({ region, auth }: AwsGeneratorFields, info: GeneratorInfo): void {
  const isRegion = /^[A-Za-z0-9_-]{0,63}$/.test(region);
  const isWhole = auth?.secretRef !== undefined || auth?.jwt === undefined || auth.jwt.serviceAccountRef !== undefined;
  throwAll([
    ...(isRegion ? [] : [awsError('AWS_REGION', { region }, info.place('region'))]),
    ...(isWhole ? [] : [awsError('AWS_JWT_REFERENCE', {}, info.place('auth.jwt'))]),
  ]);
}
