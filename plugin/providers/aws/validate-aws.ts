import { awsError } from '../../errors/aws.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { JsonObject } from '../../model/document.ts';
import type { StoreInfo } from '../provider.ts';
import { retryFaults } from '../retry-faults.ts';
import type { AwsFields } from './aws-spec.ts';

const services = ['SecretsManager', 'ParameterStore'];
const reservedTags = ['esoNamespace', 'esoStoreName', 'esoStoreKind'];

/**
 * Checks `spec.provider.aws` beyond its schema.
 *
 * @remarks ESO: `pkg/provider/aws/provider.go`, `ValidateStore`. A `jwt` without a reference crashes the operator; here it is an error.
 */
export function validateAws(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const fields = spec as unknown as AwsFields;
  return [
    ...serviceFaults(fields, info),
    ...regionFaults(fields, info),
    ...namespaceFaults(fields, info),
    ...deletionFaults(fields, info),
    ...tagFaults(fields, info),
    ...retryFaults(info),
  ];
}

function serviceFaults({ service }: AwsFields, info: StoreInfo): readonly EsrError[] {
  if (services.includes(service)) return [];
  return [awsError('AWS_SERVICE', { service, known: services }, info.place('service'))];
}

/** An empty region passes, and so does one that does not exist; only what can be no part of a host name fails. */
function regionFaults({ region }: AwsFields, info: StoreInfo): readonly EsrError[] {
  if (/^[A-Za-z0-9_-]{0,63}$/.test(region)) return [];
  return [awsError('AWS_REGION', { region }, info.place('region'))];
}

function namespaceFaults({ auth }: AwsFields, info: StoreInfo): readonly EsrError[] {
  const faults: EsrError[] = [];
  if (auth?.jwt !== undefined && auth.jwt.serviceAccountRef === undefined) {
    faults.push(awsError('AWS_JWT_REFERENCE', {}, info.place('auth.jwt')));
  }
  const selectors = [
    ['auth.jwt.serviceAccountRef', auth?.jwt?.serviceAccountRef],
    ['auth.secretRef.accessKeyIDSecretRef', auth?.secretRef?.accessKeyIDSecretRef],
    ['auth.secretRef.secretAccessKeySecretRef', auth?.secretRef?.secretAccessKeySecretRef],
    ['auth.secretRef.sessionTokenSecretRef', auth?.secretRef?.sessionTokenSecretRef],
  ] as const;
  for (const [field, selector] of selectors) {
    const namespace = selector?.namespace;
    if (info.kind === 'SecretStore' && namespace !== undefined && namespace !== info.namespace) {
      faults.push(manifestError('REFERENCE_NAMESPACE', { field, namespace, own: info.namespace }, info.place(field)));
    }
  }
  return faults;
}

function deletionFaults({ secretsManager }: AwsFields, info: StoreInfo): readonly EsrError[] {
  const days = secretsManager?.recoveryWindowInDays ?? 0;
  const field = 'secretsManager.recoveryWindowInDays';
  if (days !== 0 && secretsManager?.forceDeleteWithoutRecovery === true) {
    return [awsError('AWS_RECOVERY_WINDOW', { why: 'excludes forceDeleteWithoutRecovery' }, info.place(field))];
  }
  if (days === 0 || (days >= 7 && days <= 30)) return [];
  return [awsError('AWS_RECOVERY_WINDOW', { why: 'is 7 to 30 days' }, info.place(field))];
}

function tagFaults({ customSessionTags = {} }: AwsFields, info: StoreInfo): readonly EsrError[] {
  return reservedTags
    .filter((key) => Object.hasOwn(customSessionTags, key))
    .map((key) => awsError('AWS_SESSION_TAG', { key }, info.place('customSessionTags')));
}
