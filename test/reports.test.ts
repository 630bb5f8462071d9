import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bytesOf } from '../plugin/go/byte-string.ts';
import { readYaml } from '../plugin/go/yaml11.ts';
import type { JsonObject } from '../plugin/model/document.ts';
import { readStream } from './support/read-stream.ts';
import { type EsrResult, runEsr } from './support/run-esr.ts';

const folder = path.join(__dirname, 'reports');
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

/** A Secret as a report's header writes it. */
interface Wanted {
  readonly name: string;
  readonly type: string;
  readonly immutable: boolean;
  readonly labels: unknown;
  readonly annotations: unknown;
  readonly data: Readonly<Record<string, string>>;
}

interface Report {
  readonly id: string;
  readonly file: string;
  readonly text: string;
  readonly header: string;
}

const reports = files.map((file): Report => {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const header = lines.slice(0, end).map((line) => line.replace(/^# ?/, ''));
  return { id: file.replace('.yaml', ''), file: path.join(folder, file), text, header: header.join('\n') };
});
const named = (id: string) => reports.find((report) => report.id.startsWith(`${id}-`)) as Report;
const succeeding = reports.filter(({ header }) => header.includes('Must happen: success, with these Secrets'));
const failing = reports.filter(({ header }) => header.includes('Must happen: failure'));

describe('reports', () => {
  test.each(succeeding)('$id: gives these Secrets', async ({ file, header }) => {
    const result = await runEsr(['generate', file]);
    expect({ status: result.status, stderr: result.status === 0 ? '' : result.stderr }).toEqual({
      status: 0,
      stderr: '',
    });
    const got = readStream(result.stdout)
      .filter(({ kind }) => kind === 'Secret')
      .map(shown);
    expect(got).toEqual(wantedIn(header));
  });

  test.each(failing)('$id: fails and says why', async ({ file, header }) => {
    const result = await runEsr(['generate', file]);
    expectFailure(result, listAfter('The message must name', header));
    for (const hidden of forbiddenIn(header)) expect(result.stderr).not.toContain(hidden);
  });

  test('every report is tested', () => {
    const tested = new Set([...succeeding, ...failing].map(({ id }) => id));
    const own = /^(r11|r18|r47|r55|r57|r59|r60|r64|r65|r69|r70|r72|r74|r77)-/;
    expect(reports.filter(({ id }) => !tested.has(id) && !own.test(id)).map(({ id }) => id)).toEqual([]);
  });

  test('r11: a Secret whose values are all gone is left out, with a note', async () => {
    const { status, stdout, stderr } = await runEsr(['generate', named('r11').file]);
    expect(status).toBe(0);
    expect(readStream(stdout).filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(stderr).toContain('harbor/gone');
  });

  test('r18: two keys that become one are named, their values not', async () => {
    const result = await runEsr(['generate', named('r18').file]);
    expectFailure(result, ['harbor/collide', 'dataFrom[0]', '"ax"', 'a-x', 'a_x']);
    expect(result.stderr).not.toMatch(/\b(one|two)\b/);
  });

  test("r47: v1beta1 is rendered, another product's kind is left", async () => {
    const { id, file, text } = named('r47');
    const { status, stdout, stderr } = await runEsr(['generate', file]);
    expect({ id, status }).toEqual({ id, status: 0 });
    const foreign =
      text.split(/^---\n/m).find((document) => document.startsWith('apiVersion: kubernetes-client.io')) ?? '?';
    expect(stdout).toContain(foreign);
    expect(stderr).toContain('another product');
    const beta = readStream(stdout).find(({ kind }) => kind === 'Secret');
    expect(shown(beta ?? {})).toMatchObject({ name: 'harbor/beta', type: 'Opaque', data: { A: 'v' } });
  });

  test('r55: None writes nothing, Orphan writes, Merge needs a Secret or leave to patch', async () => {
    const { file, text } = named('r55');
    expectFailure(await runEsr(['generate', file]), ['harbor/cp-merge', 'creationPolicy Merge']);
    const withoutMerge = text.split(/^---\n/m).filter((document) => !document.includes('name: cp-merge'));
    const { status, stdout } = await runEsr(['generate', '-'], { stdin: withoutMerge.join('---\n') });
    expect(status).toBe(0);
    const secrets = readStream(stdout).filter(({ kind }) => kind === 'Secret');
    expect(secrets.map(shown).map(({ name, data }) => ({ name, data }))).toEqual([
      { name: 'harbor/cp-orphan', data: { A: 'v' } },
    ]);
  });

  test('r57: a password that would change at each render is refused, and says how to keep it', async () => {
    expectFailure(await runEsr(['generate', named('r57').file]), ['harbor/rolled', 'Password', 'dice', 'seedFile']);
  });

  test('r59: a generic target is refused unless it is allowed', async () => {
    const { file } = named('r59');
    expectFailure(await runEsr(['generate', file]), ['harbor/as-cm', 'target.manifest']);
    const config = path.join(__dirname, 'conformance', 'config.yaml');
    const { status, stdout } = await runEsr(['generate', file, '--config', config]);
    expect(status).toBe(0);
    expect(readStream(stdout)).toMatchObject([
      { kind: 'ConfigMap', metadata: { namespace: 'harbor', name: 'plain' }, data: { A: 'v' } },
    ]);
  });

  test.each(['r60', 'r69'])('%s: leaves byte for byte', async (id) => {
    const { file, text } = named(id);
    expect(await runEsr(['generate', file])).toMatchObject({ status: 0, stdout: text });
  });

  test('r64: in a ResourceList the Secret is the item that the ExternalSecret was', async () => {
    const { text } = named('r64');
    const { status, stdout } = await runEsr(['generate', '-'], { stdin: text });
    expect(status).toBe(0);
    const list = readYaml(bytesOf(stdout)).value as unknown as { items: JsonObject[] };
    const before = readYaml(bytesOf(text)).value as unknown as { items: JsonObject[] };
    expect({ ...list, items: [] }).toEqual({ ...before, items: [] });
    const secret = list.items.find(({ kind }) => kind === 'Secret') ?? {};
    expect(shown(secret)).toMatchObject({ name: 'harbor/fn', data: { A: 'x-v' } });
    const own = before.items.find(({ kind }) => kind === 'ExternalSecret') ?? {};
    const places = Object.entries(shown(own).annotations as object).filter(([key]) => /\/(index|path)$/.test(key));
    expect(places).toHaveLength(4);
    expect(shown(secret).annotations).toMatchObject(Object.fromEntries(places));
    const deployment = ({ kind }: JsonObject) => kind === 'Deployment';
    expect(list.items.find(deployment)).toEqual(before.items.find(deployment));
  });

  test("r65: Argo CD's own annotations move to the Secret, others do not", async () => {
    const { status, stdout } = await runEsr(['generate', named('r65').file]);
    expect(status).toBe(0);
    const secret = readStream(stdout).find(({ kind }) => kind === 'Secret') ?? {};
    expect(shown(secret)).toMatchObject({
      name: 'harbor/waved',
      labels: {},
      annotations: { 'argocd.argoproj.io/sync-wave': '-3', 'argocd.argoproj.io/hook': 'PreSync' },
      data: { A: 'v' },
    });
    expect(stdout).not.toContain('harbor.example/note');
  });

  test('r70: two owners of one Secret are both named', async () => {
    expectFailure(await runEsr(['generate', named('r70').file]), ['harbor/first', 'harbor/second', 'harbor/shared']);
  });

  test('r72: one Secret in each namespace that is there', async () => {
    const { status, stdout, stderr } = await runEsr(['generate', named('r72').file]);
    expect(status).toBe(0);
    const secrets = readStream(stdout).filter(({ kind }) => kind === 'Secret');
    expect(secrets.map(shown).map(({ name, data }) => ({ name, data }))).toEqual([
      { name: 'team-a/pull-cred', data: { A: 'v' } },
      { name: 'team-b/pull-cred', data: { A: 'v' } },
    ]);
    expect(stderr).toContain('team-gone');
  });

  test('r74: a PushSecret is never executed', async () => {
    const { status, stdout } = await runEsr(['generate', named('r74').file]);
    expect(status).toBe(0);
    expect(readStream(stdout).map(({ kind }) => kind)).not.toContain('PushSecret');
  });

  test('r77: a find without a match is an error, or a warning on request', async () => {
    const { file } = named('r77');
    expectFailure(await runEsr(['generate', file]), ['harbor/none-found', 'find matched no key', 'emptyResult: skip']);
    const config = path.join(__dirname, 'conformance', 'config.yaml');
    const skipped = await runEsr(['generate', file, '--config', config]);
    expect(skipped).toMatchObject({ status: 0 });
    expect(skipped.stderr).toContain('warning EMPTY_RESULT');
    expect(readStream(skipped.stdout).filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });
});

function expectFailure({ status, stdout, stderr }: EsrResult, names: readonly string[]): void {
  expect(status).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^\s+at \S+ \(|INTERNAL/m);
  for (const name of names) expect(stderr).toContain(name);
}

/** A Secret of the output in the header's terms. */
function shown({ metadata, type, immutable = false, data }: JsonObject): Wanted {
  const { namespace, name, labels = {}, annotations = {} } = Object(metadata) as JsonObject;
  return {
    name: `${String(namespace)}/${String(name)}`,
    type: String(type),
    immutable: immutable === true,
    labels,
    annotations,
    data: Object.fromEntries(
      Object.entries(Object(data) as Record<string, string>).map(([key, value]) => [key, decoded(value)]),
    ),
  };
}

function decoded(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : `bytes with base64 ${base64}`;
}

function wantedIn(header: string): readonly Wanted[] {
  const wanted: Wanted[] = [];
  for (const line of header.split('\n')) {
    const secret = /^ {2}Secret (\S+) {2}type (\S+)( {2}immutable: true)?$/.exec(line);
    if (secret !== null) {
      const [, name = '', type = '', immutable] = secret;
      wanted.push({ name, type, immutable: immutable !== undefined, labels: {}, annotations: {}, data: {} });
    }
    const last = wanted.pop();
    if (last === undefined) continue;
    const metadata = /^ {4}(labels|annotations): (\{.*\})$/.exec(line);
    const entry = /^ {4}(\S+) = (.*)$/.exec(line);
    if (metadata !== null) wanted.push({ ...last, [metadata[1] ?? '']: JSON.parse(metadata[2] ?? '') as unknown });
    else if (entry !== null) wanted.push({ ...last, data: { ...last.data, [entry[1] ?? '']: textIn(entry[2] ?? '') } });
    else wanted.push(last);
  }
  return wanted;
}

function textIn(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}

/** The names in a header's list: `The message must name: harbor/db (or kind, namespace and name), key.` */
function listAfter(words: string, header: string): readonly string[] {
  const text = new RegExp(`${words}:([\\s\\S]*?)\\.?\\n(?=[A-Z])`).exec(`${header}\nEnd`)?.[1] ?? '';
  const plain = text.replace(/\([^)]*\)/g, '').replace(/\s+/g, ' ');
  return plain.split(/, | or /).flatMap((name) => name.trim() || []);
}

/** Words that may not show; sentences in the header are for readers. */
function forbiddenIn(header: string): readonly string[] {
  return listAfter('Must not appear (?:anywhere|in any message)', header).filter((name) => !name.includes(' '));
}
