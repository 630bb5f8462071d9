import type { JsonObject } from '../../model/document.ts';
import type { Access, AccessOf, ApiCall } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import { parametersAccess } from './parameters-access.ts';
import { secretsAccess } from './secrets-access.ts';

/** What an AWS store says of where it reads. */
interface Fields {
  readonly service?: string;
  readonly region?: string;
  readonly role?: string;
  readonly additionalRoles?: readonly string[];
  readonly sessionTags?: readonly unknown[];
  readonly sessionTagsPolicy?: string;
  readonly auth?: { readonly jwt?: JsonObject };
}

/** What reading from AWS takes: the service's own calls, and the roles that are assumed on the way. */
export const access: AccessOf = (spec, wanted) => {
  const fields = spec as unknown as Fields;
  const region = fields.region || '*';
  const read = fields.service === 'ParameterStore' ? parametersAccess(region, wanted) : secretsAccess(region, wanted);
  const signIn = signInOf(fields);
  return {
    signIn: countCalls(signIn.calls),
    calls: countCalls(read.calls),
    rights: [...signIn.rights, ...read.rights],
    notes: ['values under a KMS key of your own need kms:Decrypt on that key'],
  };
};

function signInOf({ role, additionalRoles = [], auth, sessionTags = [], sessionTagsPolicy = 'None' }: Fields): Access {
  const roles = [...additionalRoles, ...(role === undefined ? [] : [role])];
  const calls: ApiCall[] = [
    { name: 'sts:AssumeRoleWithWebIdentity', count: auth?.jwt === undefined ? 0 : 1 },
    { name: 'sts:AssumeRole', count: roles.length },
  ];
  const isTagged = role !== undefined && (sessionTags.length > 0 || sessionTagsPolicy !== 'None');
  return {
    calls,
    rights: [
      ...roles.map((resource) => ({ action: 'sts:AssumeRole', resource })),
      ...(isTagged ? [{ action: 'sts:TagSession', resource: role }] : []),
    ],
  };
}
