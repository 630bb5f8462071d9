import { connectionError } from '../../errors/connection.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { answersEach } from '../answers-each.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Client } from '../provider.ts';
import type { AskSdk } from './open-sdk.ts';

/** The variables of a 1Password Environment, all read at once. */
export function environmentClient(environment: string, ask: AskSdk): Client {
  let read: Promise<ReadonlyMap<string, string>> | undefined;
  const variables = () => {
    read ??= ask('the variables of the environment', (client) => client.environments.getVariables(environment)).then(
      (answer) => new Map(answer.variables.map(({ name, value }) => [name, value])),
    );
    return read;
  };
  return {
    batch: 1000,
    read: answersEach(async ({ key }) => {
      const value = (await variables()).get(key);
      if (value !== undefined) return { kind: 'value', value: new Sensitive(value) };
      return { kind: 'failed', error: connectionError('REMOTE_ABSENT', { what: 'variable', key }) };
    }),
    async find({ name, path, tags }) {
      if (tags !== undefined) throw connectionError('FIND_TAGS', { provider: 'an environment of 1Password' });
      if (path !== undefined) throw connectionError('FIND_PATH', { provider: 'an environment of 1Password' });
      const matches = nameMatcher(name);
      const found = [...(await variables())].filter(([own]) => matches(own));
      return found.map(([own, value]) => ({ name: own, value: new Sensitive(value) }));
    },
    check: async () => void (await variables()),
  };
}
