import { manifestError } from '../errors/manifest.ts';
import type { AwsIdentity } from '../providers/aws/aws-identity.ts';
import type { ProviderContext } from '../providers/provider.ts';
import { type AccountSelector, accountReference } from './account-reference.ts';
import type { GeneratorInfo } from './generator.ts';
import { type SecretSelector, secretReference } from './secret-reference.ts';

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
 * @remarks `secretRef` wins over `jwt`, unlike in stores. ESO: `providers/v1/aws/auth/auth.go`, `NewGeneratorSession`; providers.md 2.3.
 */
export function awsGeneratorIdentity(
  { region, role, auth }: AwsGeneratorFields,
  info: GeneratorInfo,
  context: Pick<ProviderContext, 'warn'>,
): AwsIdentity {
  if (!/^[A-Za-z0-9_-]{0,63}$/.test(region)) throw manifestError('AWS_REGION', { region }, info.place('region'));
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
  if (serviceAccountRef === undefined) throw manifestError('AWS_JWT_REFERENCE', {}, info.place('auth.jwt'));
  return { ...common, jwt: accountReference(serviceAccountRef, 'auth.jwt.serviceAccountRef', info, context) };
}
