import { awsError } from '../../errors/aws.ts';
import type { JsonObject } from '../../model/document.ts';
import type { RemoteRef } from '../../model/remote.ts';
import { extractRaw, literalFirst, selectRaw } from '../property.ts';
import type { Client, EntryRef, Provider, ProviderContext, StoreInfo } from '../provider.ts';
import { withoutPlaces } from '../without-places.ts';
import { type AwsSpec, readAwsSpec } from './aws-spec.ts';
import { signsInAs } from './signs-in-as.ts';
import { validateAws } from './validate-aws.ts';

// AWS: Secrets Manager and Parameter Store, chosen by `service`. ESO: pkg/provider/aws/provider.go.

type Connect = (spec: AwsSpec, context: ProviderContext) => Promise<Client>;

/** The services, by their name in `spec.provider.aws.service`. Each brings its own SDK client. */
const services = new Map<string, () => Promise<Connect>>([
  ['SecretsManager', async () => (await import('./secrets-manager.ts')).connectSecretsManager],
  ['ParameterStore', async () => (await import('./parameter-store.ts')).connectParameterStore],
]);

/** AWS Secrets Manager and Systems Manager Parameter Store. */
export const provider: Provider = {
  capabilities: 'ReadWrite',
  validate: validateAws,
  open(fields, info) {
    const spec = readAwsSpec(fields, info);
    const { place: _place, ...identity } = spec.identity;
    return {
      identity: JSON.stringify([spec.service, identity, spec.prefix, spec.deletion], withoutPlaces),
      signsInAs: signsInAs(spec.identity),
      ...(spec.service === 'ParameterStore' ? { ignoresProperty: true } : {}),
      checkPush: ({ metadata }) => checkMetadata(spec, metadata),
      ...(info.retrySettings === undefined ? {} : { retrySettings: retriesOf(info.retrySettings) }),
      ref: (entry) => refOf(spec, entry),
      select: (value, entry) => selectRaw(value, entry, literalFirst),
      extract: (value, entry) => extractRaw(value, entry, literalFirst),
      async connect(context) {
        const connect = services.get(spec.service);
        if (connect === undefined) {
          throw awsError('AWS_SERVICE', { service: spec.service, known: [...services.keys()] }, info.place('service'));
        }
        return await (await connect())(spec, context);
      },
    };
  },
};

async function checkMetadata({ service }: AwsSpec, metadata: JsonObject | undefined): Promise<void> {
  if (service === 'ParameterStore') (await import('./parameter-metadata.ts')).parameterMetadata(metadata);
  else (await import('./secret-metadata.ts')).secretMetadata(metadata);
}

/**
 * The prefix of the store goes before the key. What Secrets Manager reads by default and `AWSCURRENT` are one read; its tags
 * have no versions.
 */
function refOf({ service, prefix }: AwsSpec, { key, version, metadataPolicy }: EntryRef): RemoteRef {
  const isSecret = service === 'SecretsManager';
  const isDefault = !version || (isSecret && (version === 'AWSCURRENT' || metadataPolicy === 'Fetch'));
  return {
    key: `${prefix}${key}`,
    ...(isDefault ? {} : { version }),
    ...(metadataPolicy === 'Fetch' ? { metadataPolicy } : {}),
  };
}

/** For AWS `maxRetries` is the number of attempts, 3 where the block names none. */
function retriesOf(settings: NonNullable<StoreInfo['retrySettings']>): NonNullable<StoreInfo['retrySettings']> {
  return { ...settings, maxRetries: Math.max(0, (settings.maxRetries ?? 3) - 1) };
}
