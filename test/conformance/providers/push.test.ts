import { differences } from '../differences.ts';
import { casesOf } from './run-case.ts';
import { type PushCase, pushDifferences } from './run-push.ts';
import { vaultCasesOf } from './start-vault.ts';

const file = 'push-secret';
const known = new Set(differences.flatMap(({ corpus, id }) => (corpus === 'providers' ? [id] : [])));
const isVault = ({ server }: { readonly server: object }) => Object.hasOwn(server, 'vault');
const cases = [
  ...casesOf(file).filter((each) => !isVault(each)),
  ...vaultCasesOf(file),
] as unknown as readonly PushCase[];

describe('PushSecret corpus', () => {
  test('is all there', () => expect(cases).toHaveLength(216));

  test.each(cases.filter(({ id }) => !known.has(id)))('$id: $description', async (each) => {
    expect(await pushDifferences(each)).toEqual([]);
  });

  test.each(cases.filter(({ id }) => known.has(id)))('$id still differs', async (each) => {
    expect(await pushDifferences(each)).not.toEqual([]);
  });
});
