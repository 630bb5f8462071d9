import type { JsonObject } from '../../model/document.ts';
import { type AccountSelector, accountReference } from '../account-reference.ts';
import { keyReference, type SecretSelector } from '../key-reference.ts';
import type { ServiceAccountReference, StoreInfo } from '../provider.ts';
import type { AwsIdentity } from './aws-identity.ts';

// ESO: apis/externalsecrets/v1/secretstore_aws_types.go.

/** `spec.provider.aws`, read: every reference with the namespace that it means. */
export interface AwsSpec {
  readonly service: string;
  readonly identity: AwsIdentity;
  /** Put before every key that is read or written by name; `find` ignores it. */
  readonly prefix: string;
  readonly deletion: { readonly force: boolean; readonly recoveryWindowInDays: number };
}

/** `spec.provider.aws`, as written. */
export interface AwsFields {
  readonly service: string;
  readonly region: string;
  readonly auth?: {
    readonly jwt?: { readonly serviceAccountRef?: AccountSelector };
    readonly secretRef?: {
      readonly accessKeyIDSecretRef?: SecretSelector;
      readonly secretAccessKeySecretRef?: SecretSelector;
      readonly sessionTokenSecretRef?: SecretSelector;
    };
  };
  readonly role?: string;
  readonly additionalRoles?: readonly string[];
  readonly externalID?: string;
  readonly sessionTags?: readonly { readonly key: string; readonly value: string }[];
  readonly sessionTagsPolicy?: string;
  readonly customSessionTags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
  readonly prefix?: string;
  readonly secretsManager?: {
    readonly forceDeleteWithoutRecovery?: boolean;
    readonly recoveryWindowInDays?: number;
  };
}

/** Reads `spec.provider.aws`, which its schema has checked. */
export function readAwsSpec(spec: JsonObject, info: StoreInfo): AwsSpec {
  const fields = spec as unknown as AwsFields;
  return {
    service: fields.service,
    identity: {
      region: fields.region,
      ...jwtOf(fields, info),
      ...keysOf(fields, info),
      additionalRoles: fields.additionalRoles ?? [],
      role: fields.role ?? '',
      externalId: fields.externalID ?? '',
      sessionTags: sessionTags(fields, info),
      transitiveTagKeys: fields.transitiveTagKeys ?? [],
      place: info.place(''),
    },
    prefix: fields.prefix ?? '',
    deletion: {
      force: fields.secretsManager?.forceDeleteWithoutRecovery ?? false,
      recoveryWindowInDays: fields.secretsManager?.recoveryWindowInDays ?? 0,
    },
  };
}

function jwtOf({ auth }: AwsFields, info: StoreInfo): { readonly jwt?: ServiceAccountReference } {
  const reference = auth?.jwt?.serviceAccountRef;
  if (reference === undefined) return {};
  return { jwt: accountReference(reference, info, info.place('auth.jwt.serviceAccountRef')) };
}

function keysOf({ auth }: AwsFields, info: StoreInfo): Pick<AwsIdentity, 'keys'> {
  const refs = auth?.secretRef;
  if (refs === undefined) return {};
  const reference = (selector: SecretSelector | undefined, field: string) =>
    keyReference(selector, info, info.place(`auth.secretRef.${field}`));
  return {
    keys: {
      accessKeyId: reference(refs.accessKeyIDSecretRef, 'accessKeyIDSecretRef'),
      secretAccessKey: reference(refs.secretAccessKeySecretRef, 'secretAccessKeySecretRef'),
      ...(refs.sessionTokenSecretRef === undefined
        ? {}
        : { sessionToken: reference(refs.sessionTokenSecretRef, 'sessionTokenSecretRef') }),
    },
  };
}

/** `Simple` and `Custom` throw the written `sessionTags` away. */
function sessionTags(fields: AwsFields, info: StoreInfo): AwsIdentity['sessionTags'] {
  const policy = fields.sessionTagsPolicy ?? 'None';
  if (policy === 'None') return fields.sessionTags ?? [];
  const own = [
    { key: 'esoNamespace', value: info.usedFrom },
    { key: 'esoStoreName', value: info.name },
    { key: 'esoStoreKind', value: info.kind },
  ];
  if (policy === 'Simple') return own;
  const custom = Object.entries(fields.customSessionTags ?? {})
    .filter(([key, value]) => key !== '' && value !== '')
    .map(([key, value]) => ({ key, value }));
  return [...own, ...custom];
}
