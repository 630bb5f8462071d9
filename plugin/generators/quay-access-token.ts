import { Sensitive } from '../model/sensitive.ts';
import type { AccountSelector } from '../providers/account-reference.ts';
import { accountReference } from './account-reference.ts';
import { askService, notUnderstood } from './ask-service.ts';
import type { Generator } from './generator.ts';
import { jwtExpiry } from './jwt-expiry.ts';

// QuayAccessToken: https://docs.projectquay.io/manage_quay.html#exchanging-oauth2-robot-account-token
// ESO: generators/v1/quay/quay.go.

interface Fields {
  readonly robotAccount: string;
  readonly serviceAccountRef: AccountSelector;
  readonly url?: string;
}

/** A login of a robot account, for the token of a ServiceAccount that it trusts. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const { robotAccount, serviceAccountRef, url } = spec as unknown as Fields;
    const registry = (url || 'quay.io').replace(/^https:\/\//, '');
    const reference = accountReference(serviceAccountRef, 'serviceAccountRef', info, context);
    const account = (await context.serviceAccountToken(reference)).reveal().toString('utf8');
    const basic = Buffer.from(`${robotAccount}:${account}`).toString('base64');
    context.conceal(basic);
    const request = {
      url: `https://${registry.replace(/\/+$/, '')}/oauth2/federation/robot/token`,
      method: 'GET' as const,
      headers: { authorization: `Basic ${basic}` },
      call: `a token of robot account ${robotAccount}`,
      needs: `the robot account to trust ServiceAccount "${reference.namespace}/${reference.name}"`,
      expects: [200],
    };
    const { token } = await askService(request, context);
    const expiry = typeof token === 'string' ? jwtExpiry(token) : undefined;
    if (typeof token !== 'string' || expiry === undefined) throw notUnderstood(request);
    context.conceal(token);
    return new Map([
      ['registry', new Sensitive(registry)],
      ['auth', new Sensitive(Buffer.from(`${robotAccount}:${token}`).toString('base64'))],
      ['expiry', new Sensitive(expiry)],
    ]);
  },
};
