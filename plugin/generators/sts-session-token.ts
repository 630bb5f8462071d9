import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { allOf } from '../errors/all-of.ts';
import { generatorError } from '../errors/generator.ts';
import { storeError } from '../errors/store.ts';
import { Sensitive } from '../model/sensitive.ts';
import { awsCalls } from '../providers/aws/aws-calls.ts';
import type { AwsCredentials } from '../providers/aws/aws-credentials.ts';
import { awsFault } from '../providers/aws/aws-fault.ts';
import { openCredentials } from '../providers/aws/open-credentials.ts';
import { clientSettings, hostOf } from '../providers/aws/session.ts';
import { stsCredentials } from '../providers/aws/sts-credentials.ts';
import { type AwsGeneratorFields, awsGeneratorIdentity } from './aws-generator-identity.ts';
import type { Generator, GeneratorInfo } from './generator.ts';
import { unixSeconds } from './unix-seconds.ts';

// STSSessionToken: temporary keys of the identity that asks. ESO: generators/v1/sts/sts.go.

interface Fields extends AwsGeneratorFields {
  readonly requestParameters?: {
    readonly sessionDuration?: number;
    readonly serialNumber?: string;
    readonly tokenCode?: string;
  };
}

const action = 'sts:GetSessionToken';

/** Temporary credentials. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const fields = spec as unknown as Fields;
    const { region } = fields;
    const [identity] = allOf(
      () => awsGeneratorIdentity(fields, info, context),
      () => checkMethod(fields, info),
    );
    const credentials = await openCredentials(identity, context);
    const host = hostOf('sts', region);
    const client = new STSClient(clientSettings('sts', region, context, credentials));
    const { sessionDuration, serialNumber, tokenCode } = fields.requestParameters ?? {};
    const command = new GetSessionTokenCommand({
      ...(sessionDuration === undefined ? {} : { DurationSeconds: sessionDuration }),
      ...(serialNumber === undefined ? {} : { SerialNumber: serialNumber }),
      ...(tokenCode === undefined ? {} : { TokenCode: tokenCode }),
    });
    let given: AwsCredentials;
    try {
      given = stsCredentials(await awsCalls(host, context).run(() => client.send(command)), action, host, context);
    } catch (thrown) {
      throw awsFault(thrown, { action, host });
    }
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = given;
    if (sessionToken === undefined || expiration === undefined)
      throw storeError('STORE_ANSWER', { call: action, host });
    return new Map([
      ['access_key_id', new Sensitive(accessKeyId)],
      ['expiration', new Sensitive(unixSeconds(expiration))],
      ['secret_access_key', new Sensitive(secretAccessKey)],
      ['session_token', new Sensitive(sessionToken)],
    ]);
  },
};

function checkMethod({ auth }: Fields, info: GeneratorInfo): void {
  if (auth?.jwt === undefined) return;
  const needs = 'to be left out: STS gives session tokens to long-term keys only';
  throw generatorError('GENERATOR_FIELD', { field: 'auth.jwt', needs }, info.place('auth.jwt'));
}
