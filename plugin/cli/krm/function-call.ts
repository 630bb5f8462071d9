import { usageError } from '../../errors/usage.ts';
import type { JsonObject } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';
import { functionConfigText } from '../../pipeline/load/function-config-text.ts';
import { isResourceList } from '../../pipeline/load/resource-list.ts';
import { readConfigText } from '../../trust/config-text.ts';
import type { Invocation } from '../invocation.ts';
import { readNamedFile } from '../read-file.ts';

/** What a function was called with. */
export interface FunctionCall {
  /** The items: a ResourceList, or a stream of documents. */
  readonly input: Source;
  /** The configuration and what it is. */
  readonly config?: FunctionConfigDocument;
}

/** A functionConfig as it was handed over. */
export interface FunctionConfigDocument {
  /** What errors call it. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly role: 'settings' | 'external-secret' | 'other';
  readonly kind: string;
  readonly object: string;
  /** The file that an ExternalSecret names for its settings. */
  readonly settings?: string;
}

const settingsAnnotation = 'external-secrets-render.dev/config';

/**
 * Reads the call of a function: items on standard input, the configuration among them or in a file (legacy plugins).
 *
 * @throws UsageError `FUNCTION_CONFIG_KIND`
 */
export async function readCall({ operands, terminal }: Invocation): Promise<FunctionCall> {
  const bytes = await terminal.readStdin();
  const isList = isResourceList(bytes);
  const input: Source = { name: '<stdin>', bytes, origin: 'input', format: isList ? 'resource-list' : 'stream' };
  const [file] = operands;
  if (file !== undefined) return { input, config: describe('functionConfig', await readNamedFile(file)) };
  const text = isList ? functionConfigText(bytes) : undefined;
  return text === undefined ? { input } : { input, config: describe('functionConfig', text) };
}

function describe(name: string, bytes: Buffer): FunctionConfigDocument {
  const { value } = readConfigText(name, bytes);
  const { apiVersion, kind, metadata } = value;
  const { name: object, annotations } = Object(metadata) as JsonObject;
  const settings = (Object(annotations) as JsonObject)[settingsAnnotation];
  const [group] = String(apiVersion).split('/');
  const document = { name, bytes, kind: String(kind), object: String(object) };
  if (group === 'external-secrets-render.dev') {
    if (kind !== 'RenderConfig') throw usageError('FUNCTION_CONFIG_KIND', { is: `${apiVersion} ${kind}` });
    return { ...document, role: 'settings' };
  }
  if (group !== 'external-secrets.io' || kind !== 'ExternalSecret') return { ...document, role: 'other' };
  return { ...document, role: 'external-secret', ...(typeof settings === 'string' ? { settings } : {}) };
}
