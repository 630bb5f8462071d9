import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RenderConfig } from '../../plugin/model/config.ts';
import type { JsonObject } from '../../plugin/model/document.ts';
import { loadConfig } from '../../plugin/trust/config.ts';
import { readStream } from '../support/read-stream.ts';
import { renderText } from '../support/render-text.ts';
import { testRun } from '../support/run.ts';
import { type ExpectedSecret, findObject, secretDifferences, unequal } from './compare-secret.ts';
import { differences } from './differences.ts';

interface Case {
  readonly id: string;
  readonly description: string;
  readonly tags?: readonly string[];
  readonly options?: Readonly<Record<string, boolean>>;
  readonly manifests: string;
  readonly expected: {
    readonly secrets?: readonly ExpectedSecret[];
    readonly objects?: readonly JsonObject[];
    readonly error?: { readonly object: string; readonly mentions?: readonly string[] };
    readonly notCreated?: readonly string[];
    readonly deleted?: readonly string[];
  };
}

const folder = path.join(__dirname, 'externalsecret');
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => (JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { readonly cases: Case[] }).cases);

// Flags of the operator that have no meaning without one.
const ours = cases.filter(({ options = {} }) => Object.keys(options).every((name) => name === 'allowGenericTargets'));
const known = new Map(
  differences.flatMap(({ corpus, id, reason }) => (corpus === 'externalsecret' ? [[id, reason]] : [])),
);

describe('externalsecret corpus', () => {
  let config: RenderConfig;
  beforeAll(async () => {
    config = await loadConfig(path.join(__dirname, 'config.yaml'));
  });

  test.each(ours.filter(({ id }) => !known.has(id)))('$id: $description', async (each) => {
    expect(await differencesOf(each, config)).toEqual([]);
  });

  test.each(ours.filter(({ id }) => known.has(id)))('$id still differs', async (each) => {
    expect(await differencesOf(each, config)).not.toEqual([]);
  });

  test('every known difference is a case', () => {
    const ids = new Set(cases.map(({ id }) => id));
    expect([...known.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });
});

/** What is wrong with our answer to a case, as its README compares them. */
async function differencesOf({ manifests, tags = [], options = {}, expected }: Case, config: RenderConfig) {
  const denied = tags.includes('generic-target') && options['allowGenericTargets'] !== true;
  const run = testRun({ purpose: 'generate', config: denied ? { ...config, genericTargets: 'deny' } : config });
  const { out, errors } = await renderText(manifests, run);
  if (expected.error !== undefined) return errorDifferences(expected.error, errors);
  if (errors.length > 0) return errors.map(({ code, says, place }) => `unexpected ${code}: ${says} at ${place?.field}`);
  const documents = readStream(out);
  return [
    ...(expected.secrets ?? []).flatMap((secret) => secretDifferences(secret, documents)),
    ...(expected.objects ?? []).flatMap((object) => objectDifferences(object, documents)),
    ...[...(expected.notCreated ?? []), ...(expected.deleted ?? [])].flatMap((name) => {
      const [namespace, ...rest] = name.split('/');
      return findObject(documents, 'Secret', namespace ?? '', rest.join('/')) === undefined ? [] : [`${name} is there`];
    }),
  ];
}

type Errors = Awaited<ReturnType<typeof renderText>>['errors'];

function errorDifferences({ object, mentions = [] }: NonNullable<Case['expected']['error']>, errors: Errors): string[] {
  if (errors.length === 0) return ['no error'];
  const texts = errors.map(({ says, hint, place }) => JSON.stringify([says, hint, place]));
  const parts = object.split('/');
  const [kind, name] = [parts[0] ?? '', parts.at(-1) ?? ''];
  const named = errors.some(({ place }) => place?.object?.kind === kind && place.object.name === name);
  if (!named && !texts.some((text) => text.includes(name))) return [`no error names ${object}: ${texts.join()}`];
  const lacking = mentions.filter((mention) => !texts.some((text) => text.includes(mention)));
  return lacking.map((mention) => `no error mentions ${mention}: ${texts.join()}`);
}

/** Of an object we compare what the operator wrote; the API server's defaults are not ours. */
function objectDifferences(want: JsonObject, documents: readonly JsonObject[]): readonly string[] {
  const { name, namespace, labels = {}, annotations = {} } = want['metadata'] as Record<string, string | JsonObject>;
  const got = findObject(documents, String(want['kind']), String(namespace), String(name));
  if (got === undefined) return [`${String(want['kind'])} ${String(name)} is missing`];
  const metadata = got['metadata'] as JsonObject;
  return [
    ...unequal('labels', metadata['labels'] ?? {}, labels),
    ...unequal('annotations', metadata['annotations'] ?? {}, annotations),
    ...unequal('data', got['data'] ?? {}, want['data'] ?? {}),
    ...(got['spec'] === undefined
      ? []
      : unequal('spec', { ...Object(want['spec']), ...Object(got['spec']) }, want['spec'])),
  ];
}
