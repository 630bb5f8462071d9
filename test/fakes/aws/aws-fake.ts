import type { IncomingMessage, ServerResponse } from 'node:http';
import { FakeServer } from '../fake-server.ts';
import { type Fault, Faults } from '../faults.ts';
import { AwsError } from './aws-error.ts';
import { EcrFake } from './ecr.ts';
import { type FaultKind, showFault } from './fault.ts';
import { ParameterStoreFake } from './parameter-store.ts';
import type { AwsRequest } from './request.ts';
import { SecretsManagerFake } from './secrets-manager.ts';
import { checkSignature, scopeOf } from './signature.ts';
import { StsFake } from './sts.ts';

const services: Readonly<Record<string, string>> = {
  secretsmanager: 'secretsmanager',
  AmazonSSM: 'ssm',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  SpencerFrontendService: 'ecr-public',
};

/** AWS on the loopback: Secrets Manager, Parameter Store, STS, ECR and a container credentials endpoint on one port. */
export class AwsFake extends FakeServer {
  readonly secrets = new SecretsManagerFake();
  readonly parameters = new ParameterStoreFake();
  readonly sts = new StsFake();
  readonly ecr = new EcrFake();
  /** Every call that arrived, in order. */
  readonly requests: AwsRequest[] = [];
  /** What the container credentials endpoint wants as `Authorization`. */
  containerToken = 'pod-token';
  /** Refuses keys that `sts.keys` does not hold, and checks signatures. */
  strict = false;
  readonly #faults = new Faults<FaultKind>();

  /** Starts a server on a free port of the loopback. */
  static async start(): Promise<AwsFake> {
    return await new AwsFake().listen();
  }

  /** ESO's endpoint variables, and a static key pair. */
  get environment(): Readonly<Record<string, string>> {
    return { ...this.endpoints, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'ambient-secret-key' };
  }

  /** ESO's endpoint variables alone. */
  get endpoints(): Readonly<Record<string, string>> {
    return {
      AWS_SECRETSMANAGER_ENDPOINT: this.url,
      AWS_SSM_ENDPOINT: this.url,
      AWS_STS_ENDPOINT: this.url,
      AWS_ECR_ENDPOINT: this.url,
      AWS_ECR_PUBLIC_ENDPOINT: this.url,
      AWS_ENDPOINT_URL_STS: this.url,
    };
  }

  /** Names of the calls, as `esoCallList` has them. */
  get calls(): readonly string[] {
    return this.requests.map(({ call }) => call);
  }

  /** Shows a fault to the call that it names, `secretsmanager.GetSecretValue`. */
  fail(fault: Fault<FaultKind>): void {
    this.#faults.add(fault);
  }

  protected override take(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    if (request.method === 'GET') {
      this.#containerCredentials(request, response);
      return;
    }
    try {
      const asked = read(request, body);
      this.requests.push(asked);
      const fault = this.#faults.next((call = asked.call) => call === asked.call);
      if (fault !== undefined) {
        showFault(fault, response);
        return;
      }
      const scope = scopeOf(request);
      if (this.strict && scope !== undefined) checkSignature(request, body, scope, this.sts.keys);
      this.#dispatch(asked, response);
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      refuse(request, thrown, response);
    }
  }

  #dispatch(asked: AwsRequest, response: ServerResponse): void {
    const [service, operation = ''] = asked.call.split('.');
    if (service === 'sts') {
      const answer = this.sts.answer(operation, asked);
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
      return;
    }
    const answers = { secretsmanager: this.secrets, ssm: this.parameters, ecr: this.ecr, 'ecr-public': this.ecr };
    const server = answers[service as keyof typeof answers];
    const answer = JSON.stringify(server.answer(operation, asked));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(answer);
  }

  #containerCredentials(request: IncomingMessage, response: ServerResponse): void {
    const known = request.headers.authorization === this.containerToken;
    this.requests.push({
      call: 'container.GetCredentials',
      region: '',
      accessKeyId: undefined,
      sessionToken: undefined,
      body: {},
    });
    if (!known) {
      response.writeHead(401).end('{}');
      return;
    }
    const key = { secret: 'pod-secret-key', token: 'pod-session-token' };
    this.sts.keys.set('ASIAPOD', key);
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        AccessKeyId: 'ASIAPOD',
        SecretAccessKey: key.secret,
        Token: key.token,
        Expiration: '2099-01-01T00:00:00Z',
      }),
    );
  }
}

function read(request: IncomingMessage, body: Buffer): AwsRequest {
  const scope = scopeOf(request);
  const token = request.headers['x-amz-security-token'];
  const common = {
    region: scope?.region ?? 'us-east-1',
    accessKeyId: scope?.accessKeyId,
    sessionToken: typeof token === 'string' ? token : undefined,
  };
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.');
    return {
      ...common,
      call: `${services[prefix] ?? prefix}.${operation}`,
      body: JSON.parse(body.toString() || '{}') as Record<string, unknown>,
    };
  }
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  return { ...common, call: `sts.${form['Action']}`, body: form };
}

function refuse(request: IncomingMessage, error: AwsError, response: ServerResponse): void {
  if (request.headers['x-amz-target'] === undefined) {
    response.writeHead(error.status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>` +
        `<Code>${error.code}</Code><Message>${error.message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    );
    return;
  }
  response.writeHead(error.status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.code });
  response.end(JSON.stringify({ __type: error.code, message: error.message }));
}
