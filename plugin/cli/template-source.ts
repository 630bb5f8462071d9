import type { Engine } from '../engines/engine.ts';
import type { EsrError } from '../errors/esr-error.ts';
import { usageError } from '../errors/usage.ts';
import { type Bytes, bytesFromBuffer, bytesOf } from '../go/byte-string.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import { objectName } from '../model/resource.ts';
import type { Run } from '../model/run.ts';
import { engineFor } from '../pipeline/engine-for.ts';
import { type EngineName, lazyEngine } from '../pipeline/lazy-engine.ts';
import { load } from '../pipeline/load/load.ts';
import { takeInventory } from '../pipeline/take-inventory.ts';
import { fieldPath } from '../resources/field-path.ts';
import { locateTemplate } from '../resources/locate-template.ts';
import type { Invocation } from './invocation.ts';
import { readNamedFile } from './read-file.ts';

/** A template, and where it came from. */
export interface TemplateSource {
  readonly text: Bytes;
  /** Shown in error texts. */
  readonly name: string;
  readonly engine: Engine;
  /** Moves an error to the file that the user named. */
  locate(error: EsrError): EsrError;
}

/**
 * Takes the template that a command names: a file, standard input, or one that stands in a manifest.
 *
 * @throws UsageError `TEMPLATE_FILE_MISSING`, `TEMPLATE_SOURCES`, `TEMPLATE_OWNER`, `TEMPLATE_KEY`
 */
export async function templateSource(invocation: Invocation, run: Run): Promise<TemplateSource> {
  const { options, operands } = invocation;
  const file = options.text('template') ?? operands[0];
  const manifest = options.text('external-secret');
  if (file !== undefined && manifest !== undefined) throw usageError('TEMPLATE_SOURCES', {});
  if (manifest !== undefined) return await fromManifest(invocation, manifest, run);
  if (file === undefined) throw usageError('TEMPLATE_FILE_MISSING', {});
  const bytes = file === '-' ? await invocation.terminal.readStdin() : await readNamedFile(file);
  const name = file === '-' ? '<stdin>' : file;
  const engine = lazyEngine((options.text('engine') ?? run.config.engine) as EngineName);
  return {
    text: bytesFromBuffer(bytes),
    name,
    engine,
    locate: (error) => error.at({ ...error.place, file: name }),
  };
}

async function fromManifest({ options, terminal }: Invocation, file: string, run: Run): Promise<TemplateSource> {
  const sources = await load({ path: file, env: terminal.env, readStdin: () => terminal.readStdin() }, run);
  const { externalSecrets } = await takeInventory(sources, run);
  const owner = ownerOf(externalSecrets, options.text('name'), file);
  const texts = owner.spec.target.template?.data ?? {};
  const key = options.text('key') ?? (Object.keys(texts).length === 1 ? Object.keys(texts)[0] : undefined) ?? '';
  const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
  if (text === undefined) throw usageError('TEMPLATE_KEY', { key, known: Object.keys(texts) });
  const engine = options.text('engine') as EngineName | undefined;
  const field = fieldPath('spec.target.template.data', key);
  return {
    text: bytesOf(text),
    name: key,
    engine: engine === undefined ? engineFor(owner, run) : lazyEngine(engine),
    locate: (error) => locateTemplate(error, owner, field),
  };
}

function ownerOf(externalSecrets: readonly ExternalSecret[], name: string | undefined, file: string): ExternalSecret {
  const fitting = externalSecrets.filter((each) => name === undefined || each.metadata.name === name);
  const [owner] = fitting;
  if (owner === undefined || fitting.length > 1) {
    const known = externalSecrets.map((each) => objectName(each).name);
    throw usageError('TEMPLATE_OWNER', { file, name: fitting.length > 1 ? undefined : name, known });
  }
  return owner;
}
