import { generatorError } from '../errors/generator.ts';
import { Sensitive } from '../model/sensitive.ts';
import { headerCredential } from '../providers/header-credential.ts';
import type { SecretSelector } from '../providers/key-reference.ts';
import { askService, notUnderstood } from './ask-service.ts';
import type { Generator, GeneratorInfo } from './generator.ts';
import { leaveBehind } from './leave-behind.ts';
import { secretReference } from './secret-reference.ts';

// GitlabDeployToken: https://docs.gitlab.com/api/deploy_tokens/
// ESO: generators/v1/gitlab/gitlab.go.

interface Fields {
  readonly projectID?: string;
  readonly groupID?: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly username?: string;
  readonly expiresAt?: string;
  readonly url?: string;
  readonly auth: { readonly token: { readonly secretRef: SecretSelector } };
}

/** A deploy token of a project or group, made anew. */
export const generator: Generator = {
  random: true,
  leavesBehind: true,
  outputs: () => ['username', 'token'],
  async generate(spec, info, context) {
    const fields = spec as unknown as Fields;
    const { name, scopes, username, expiresAt, url, auth } = fields;
    const owner = ownerOf(fields, info);
    const reference = secretReference(auth.token.secretRef, 'auth.token.secretRef', info, context);
    const token = await headerCredential(reference, 'the token', context);
    if (expiresAt === undefined) leaveBehind(info, 'expiresAt', context);
    const request = {
      url: `${(url || 'https://gitlab.com').replace(/\/+$/, '')}/api/v4/${owner.path}/deploy_tokens`,
      method: 'POST' as const,
      headers: { 'private-token': token },
      body: {
        name,
        scopes,
        ...(username ? { username } : {}),
        ...(expiresAt === undefined ? {} : { expires_at: wholeSeconds(expiresAt) }),
      },
      call: `a deploy token of ${owner.what}`,
      needs: 'a token of scope api, of a maintainer of the project or an owner of the group',
      isOnce: true,
    };
    const answer = await askService(request, context);
    const { username: givenName, token: given } = answer;
    if (typeof given !== 'string' || given === '' || typeof givenName !== 'string') throw notUnderstood(request);
    return new Map([
      ['username', new Sensitive(givenName)],
      ['token', new Sensitive(given)],
    ]);
  },
};

function ownerOf(
  { projectID = '', groupID = '' }: Fields,
  info: GeneratorInfo,
): { readonly path: string; readonly what: string } {
  if ((projectID === '') === (groupID === '')) {
    const needs = 'exactly one of projectID and groupID';
    throw generatorError('GENERATOR_FIELD', { field: 'spec', needs }, info.place(''));
  }
  return projectID === ''
    ? { path: `groups/${encodeURIComponent(groupID)}`, what: `group ${groupID}` }
    : { path: `projects/${encodeURIComponent(projectID)}`, what: `project ${projectID}` };
}

function wholeSeconds(moment: string): string {
  return new Date(Date.parse(moment)).toISOString().replace(/\.\d+Z$/, 'Z');
}
