import { AwsError } from './aws-error.ts';
import type { AwsRequest } from './request.ts';

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html

/** ECR and ECR Public: authorization tokens. The private one is moto's constant. */
export class EcrFake {
  /** What the token decodes to. */
  login = 'AWS:123456789012-auth-token';
  /** Seconds since 1970 at which tokens expire. */
  expiresAt = 1_893_456_000;

  answer(operation: string, { call, region }: AwsRequest): object {
    if (operation !== 'GetAuthorizationToken') throw new AwsError('UnknownOperationException');
    const token = { authorizationToken: Buffer.from(this.login).toString('base64'), expiresAt: this.expiresAt };
    if (call.startsWith('ecr-public.')) return { authorizationData: token };
    return {
      authorizationData: [{ ...token, proxyEndpoint: `https://123456789012.dkr.ecr.${region}.amazonaws.com` }],
    };
  }
}
