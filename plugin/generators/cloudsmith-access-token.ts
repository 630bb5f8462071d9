import { Sensitive } from '../model/sensitive.ts';
import type { AccountSelector } from '../providers/account-reference.ts';
import { accountReference } from './account-reference.ts';
import { askService, notUnderstood } from './ask-service.ts';
import type { Generator } from './generator.ts';
import { jwtExpiry } from './jwt-expiry.ts';

// CloudsmithAccessToken: https://help.cloudsmith.io/docs/openid-connect
// ESO: generators/v1/cloudsmith/cloudsmith.go.

interface Fields {
  readonly orgSlug: string;
  readonly serviceSlug: string;
  readonly serviceAccountRef: AccountSelector;
  readonly apiUrl?: string;
}

/** A login of a Cloudsmith service, for the token of a ServiceAccount that it trusts. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const { orgSlug, serviceSlug, serviceAccountRef, apiUrl } = spec as unknown as Fields;
    const reference = accountReference(serviceAccountRef, 'serviceAccountRef', info, context);
    const account = (await context.serviceAccountToken(reference)).reveal().toString('utf8');
    const request = {
      url: `${(apiUrl || 'https://api.cloudsmith.io').replace(/\/$/, '')}/openid/${encodeURIComponent(orgSlug)}/`,
      method: 'POST' as const,
      body: { oidc_token: account, service_slug: serviceSlug },
      call: `a token of service ${orgSlug}/${serviceSlug}`,
      needs: `the service to trust ServiceAccount "${reference.namespace}/${reference.name}"`,
      expects: [201],
    };
    const { token } = await askService(request, context);
    const expiry = typeof token === 'string' ? jwtExpiry(token) : undefined;
    if (typeof token !== 'string' || expiry === undefined) throw notUnderstood(request);
    context.conceal(token);
    return new Map([
      ['auth', new Sensitive(Buffer.from(`token:${token}`).toString('base64'))],
      ['expiry', new Sensitive(expiry)],
    ]);
  },
};
