import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RenderConfig } from '../../plugin/model/config.ts';
import { checkSources } from '../../plugin/pipeline/check-sources.ts';
import { loadConfig } from '../../plugin/trust/config.ts';
import { testRun } from '../support/run.ts';
import { differences } from './differences.ts';

// What validate says of the manifests that the operator was tried with: no error of what it accepts.

interface Case {
  readonly id: string;
  readonly tags?: readonly string[];
  readonly options?: Readonly<Record<string, boolean>>;
  readonly manifests: string;
  readonly expected: { readonly error?: object };
}

function casesIn(folder: string): readonly Case[] {
  const own = path.join(__dirname, folder);
  return readdirSync(own)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => (JSON.parse(readFileSync(path.join(own, file), 'utf8')) as { readonly cases: Case[] }).cases);
}

/** Where a server's address or a made-up id is filled in, anything of the form will do. */
function filled(manifests: string): string {
  return manifests.replace(/\$\{([A-Z_0-9]+)\}/g, (_mark, name: string) =>
    /ADDR|URL|SERVER|HOST/.test(name) ? 'https://server.example' : 'TUVU',
  );
}

/** Errors of what the operator accepts, with the reason. */
const lints: Readonly<Record<string, string>> = {
  'az-find-bad-regexp': 'the operator takes an expression that is none for one that matches nothing',
  'az-sdk-find-bad-regexp': 'the operator takes an expression that is none for one that matches nothing',
  'push-ssm-two-properties': 'the operator lets the last of them overwrite the others',
};

/** Errors that only a run can tell, of cases that are all about the document otherwise. */
const onlyRun: Readonly<Record<string, string>> = {
  'class-masked-by-cluster': 'what the operator does here is a fault of its own',
  'gen-mfa-bad-seed': 'the seed is read when the generator runs',
  'gen-mfa-missing-key': 'the Secret of a generator may be in the cluster',
  'gen-mfa-missing-secret': 'the Secret of a generator may be in the cluster',
  'generic-unknown-kind': 'which kinds a cluster knows cannot be seen',
  'seed-ecr-generator': 'what a registry answers',
};

const known = new Set(differences.map(({ id }) => id));
const folders = ['externalsecret', 'providers'] as const;

describe.each(folders)('what validate says of %s', (folder) => {
  let config: RenderConfig;
  const found = new Map<string, readonly string[]>();
  // Flags of the operator that have no meaning without one.
  const cases = casesIn(folder).filter(({ options = {} }) =>
    Object.keys(options).every((name) => name === 'allowGenericTargets'),
  );

  beforeAll(async () => {
    config = await loadConfig(path.join(__dirname, 'config.yaml'));
    for (const { id, tags = [], options = {}, manifests } of cases) {
      const denied = tags.includes('generic-target') && options['allowGenericTargets'] !== true;
      const run = testRun({ purpose: 'validate', config: denied ? { ...config, genericTargets: 'deny' } : config });
      const bytes = Buffer.from(folder === 'providers' ? filled(manifests) : manifests);
      const { faults } = await checkSources({ load: async () => [{ name: 'in.yaml', bytes, origin: 'input' }] }, run);
      found.set(
        id,
        faults.map(({ code, says, place }) => `${code} at ${place?.field}: ${says}`),
      );
    }
  }, 120_000);

  test('no error of what the operator accepts', () => {
    const accepted = cases.filter(({ id, expected }) => expected.error === undefined && !known.has(id));
    const wrong = accepted.filter(({ id }) => !Object.hasOwn(lints, id) && found.get(id)?.length !== 0);
    expect(wrong.map(({ id }) => [id, found.get(id)])).toEqual([]);
    expect(accepted.length).toBeGreaterThan(500);
  });

  test('each exception still is one', () => {
    const own = cases.filter(({ id }) => Object.hasOwn(lints, id));
    expect(own.filter(({ id }) => found.get(id)?.length === 0).map(({ id }) => id)).toEqual([]);
  });

  if (folder === 'externalsecret') {
    test('an error of what it refuses, but for what only a run can tell', () => {
      const refused = cases.filter(({ id, expected }) => expected.error !== undefined && found.get(id)?.length === 0);
      expect(refused.map(({ id }) => id).sort()).toEqual(Object.keys(onlyRun).sort());
    });
  }
});
