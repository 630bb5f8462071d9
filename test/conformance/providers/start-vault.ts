import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bytesFromBuffer, bytesOf, textOf } from '../../../plugin/go/byte-string.ts';
import { type JsonValue, marshalJson, parseJson } from '../../../plugin/go/json.ts';
import { readFields, text } from '../../fakes/vault/fields.ts';
import { type RemoteVaultSecret, remoteOf } from '../../fakes/vault/remote-of.ts';
import type { Fields } from '../../fakes/vault/request.ts';
import { VaultFake } from '../../fakes/vault/vault-fake.ts';
import { casesOf, type ProviderCase, type RunningServers } from './run-case.ts';

const rootToken = 'hvs.corpus-root-token';

/** The cases of a file that need Vault, each seed of theirs as JSON text: a parser would lose how numbers are spelled. */
export function vaultCasesOf(file: string): readonly ProviderCase[] {
  const raw = parseJson(bytesFromBuffer(readFileSync(path.join(__dirname, `${file}.json`))), { keepNumbers: true });
  const cases = (raw as ReadonlyMap<string, JsonValue>).get('cases') as readonly Fields[];
  return casesOf(file).flatMap((each, index) => {
    if (!Object.hasOwn(each.server, 'vault')) return [];
    const server = cases[index]?.get(bytesOf('server')) as Fields;
    const vault = marshalJson(new Map([[bytesOf('seeds'), server.get(bytesOf('vault')) ?? null]]));
    return [{ ...each, server: { ...each.server, vault: textOf(vault) } }];
  });
}

/** Vault with a case's secrets in it. */
export interface RunningVault extends RunningServers {
  /** What `expected.remote.vault` is compared with. */
  remote(): readonly RemoteVaultSecret[];
}

/** Starts Vault on the loopback with what a case asks for. */
export const startVault = async (server: ProviderCase['server']): Promise<RunningVault> => {
  const fake = await VaultFake.start();
  fake.tokens.create({ policies: ['root'], ttl: 0, renewable: false }, rootToken);
  const seeds = readFields(String(server['vault'])).get(bytesOf('seeds')) as readonly Fields[];
  for (const seed of seeds) seedVault(fake, seed);
  return {
    marks: { VAULT_ADDR: fake.url, VAULT_TOKEN: rootToken },
    hidden: [rootToken, ...seeds.flatMap(valuesIn)],
    // The operator's check of the store beforehand is not counted: what a token that is not accepted comes to is that.
    calls: () => fake.requests.filter(({ token }) => token === rootToken).map(({ call }) => call),
    remote: () => remoteOf(fake),
    close: () => fake.close(),
  };
};

function seedVault(fake: VaultFake, seed: Fields): void {
  const member = (name: string) => seed.get(bytesOf(name));
  const mount = text(seed, 'mount');
  const at = text(seed, 'path');
  if (marshalJson(member('version') ?? null) === '1') {
    const engine = fake.kv1(mount);
    if (member('mountOnly') !== true) engine.secrets.set(at, member('data') as Fields);
    return;
  }
  const engine = fake.kv2(mount);
  if (member('mountOnly') === true) return;
  const versions = (member('versions') ?? [member('data')]) as readonly Fields[];
  for (const data of versions) engine.write(at, data);
  const secret = engine.secrets.get(at);
  if (secret === undefined) return;
  secret.custom = member('customMetadata') as Fields | undefined;
  const each = (name: string) => numbersOf(member(name)).flatMap((number) => secret.versions[number - 1] ?? []);
  for (const version of each('deleteVersions')) version.deletionTime = '2026-01-01T00:00:00Z';
  for (const version of each('destroyVersions')) version.destroyed = true;
}

function numbersOf(value: JsonValue | undefined): readonly number[] {
  return value === undefined ? [] : (JSON.parse(marshalJson(value)) as readonly number[]);
}

/** Texts that were put into the server; short ones occur in any text. */
function valuesIn(seed: Fields): readonly string[] {
  const texts = [
    ...marshalJson(seed.get(bytesOf('data')) ?? seed.get(bytesOf('versions')) ?? null).matchAll(/"((?:[^"\\]|\\.)*)"/g),
  ];
  return texts.map(([, inner]) => JSON.parse(`"${inner}"`) as string).filter((value) => value.length > 5);
}
