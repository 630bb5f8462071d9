import { randomBytes } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import { type AwsRequest, textIn } from './request.ts';

// https://docs.aws.amazon.com/STS/latest/APIReference/

/** A key pair that the server knows. */
export interface AccessKey {
  readonly secret: string;
  readonly token?: string;
  readonly expired?: boolean;
}

/** STS: hands out credentials and remembers them. */
export class StsFake {
  /** By access key id. */
  readonly keys = new Map<string, AccessKey>();
  /** Roles that may not be assumed. */
  readonly refused = new Set<string>();
  /** What a role asks for as external id. */
  readonly externalIds = new Map<string, string>();
  /** Seconds for which credentials are good, counted from now; may lie in the past. */
  lifetimeSeconds = 900;

  /** Answers with the XML of the query protocol. */
  answer(operation: string, { body, accessKeyId }: AwsRequest): string {
    if (operation === 'GetCallerIdentity') {
      return xml(operation, `<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/${accessKeyId}</Arn>`);
    }
    const role = textIn(body, 'RoleArn') ?? '';
    const expected = this.externalIds.get(role);
    if (this.refused.has(role) || (expected !== undefined && expected !== textIn(body, 'ExternalId'))) {
      throw new AwsError('AccessDenied', `is not authorized to perform: sts:${operation} on resource: ${role}`, 403);
    }
    if (operation === 'AssumeRoleWithWebIdentity' && (textIn(body, 'WebIdentityToken') ?? '').startsWith('expired')) {
      throw new AwsError('ExpiredTokenException', 'Token expired');
    }
    return xml(operation, this.#credentials());
  }

  #credentials(): string {
    const id = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const key = { secret: randomBytes(20).toString('hex'), token: randomBytes(20).toString('hex') };
    this.keys.set(id, key);
    const until = new Date(Date.now() + this.lifetimeSeconds * 1000).toISOString();
    return (
      `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${key.secret}</SecretAccessKey>` +
      `<SessionToken>${key.token}</SessionToken><Expiration>${until}</Expiration></Credentials>`
    );
  }
}

function xml(operation: string, result: string): string {
  return (
    `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${result}</${operation}Result>` +
    `<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${operation}Response>`
  );
}
