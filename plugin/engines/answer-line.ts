import { TemplateError } from '../errors/template.ts';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf, textOf } from '../go/byte-string.ts';
import type { TextDecoding } from './decode-text.ts';
import type { Engine, Execution } from './engine.ts';
import { type Rendered, type Rendering, render } from './render.ts';

/** Where an answer failed. `request`: the line asks for nothing that can be done. */
export type AnswerStage = 'request' | 'parse' | 'execute' | 'yaml' | 'decode';

/** The answer to one line: the output, or an error. Bytes that are no UTF-8 come in base64, for a map all of its values. */
export interface Answer {
  readonly id: unknown;
  readonly output?: string;
  readonly outputBase64?: string;
  readonly outputData?: Readonly<Record<string, string>>;
  readonly outputDataBase64?: Readonly<Record<string, string>>;
  readonly error?: { readonly stage: AnswerStage; readonly message: string };
}

const scopes = new Set(['Values', 'KeysAndValues']);
const targets = new Set(['Data', 'Labels', 'Annotations']);
const decodings = new Set(['None', 'Base64', 'Base64URL', 'Auto']);

/**
 * Answers one request of `esr template --jsonl`.
 *
 * @param line - `{id, template, data?, dataBase64?, scope?, target?, decodingStrategy?}`, as JSON gave it.
 * @returns Never throws for what the line says.
 */
export async function answerLine(line: unknown, engine: Engine, execution: Execution): Promise<Answer> {
  const { id = null }: { id?: unknown } = isObject(line) ? line : {};
  const request = isObject(line) ? readRequest(line) : 'the line is no JSON object';
  if (typeof request === 'string') return { id, error: { stage: 'request', message: request } };
  try {
    return { id, ...answerOf(await render(engine, request.rendering, request.data, execution)) };
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown;
    const stage = thrown.code === 'TEMPLATE_PARSE' ? 'parse' : 'execute';
    return { id, error: { stage, message: thrown.says } };
  }
}

interface Request {
  readonly rendering: Rendering;
  readonly data: ReadonlyMap<Bytes, Bytes>;
}

type Line = Readonly<Record<string, unknown>>;

function isObject(line: unknown): line is Line {
  return typeof line === 'object' && line !== null && !Array.isArray(line);
}

// A text says what is wrong with the line.
function readRequest(line: Line): Request | string {
  const { template, scope, target, decodingStrategy: decoding } = line;
  if (typeof template !== 'string') return 'template is no string';
  if (scope !== undefined && !scopes.has(scope as string)) return 'scope is neither Values nor KeysAndValues';
  if (target !== undefined && !targets.has(target as string)) return 'target is none of Data, Labels and Annotations';
  if (decoding !== undefined && !decodings.has(decoding as string)) {
    return 'decodingStrategy is none of None, Base64, Base64URL and Auto';
  }
  const data = readData(line);
  if (typeof data === 'string') return data;
  return {
    data,
    rendering: {
      text: bytesOf(template),
      name: 'out',
      scope: scope === 'KeysAndValues' ? 'KeysAndValues' : 'Values',
      decoding: (decoding as TextDecoding | undefined) ?? 'None',
    },
  };
}

function readData({ data = {}, dataBase64 = {} }: Line): Map<Bytes, Bytes> | string {
  if (!isObject(data) || !isObject(dataBase64)) return 'data is no object';
  const bytes = new Map<Bytes, Bytes>();
  for (const [key, value] of Object.entries(data)) {
    if (typeof value !== 'string') return 'a value of data is no string';
    bytes.set(bytesOf(key), bytesOf(value));
  }
  for (const [key, value] of Object.entries(dataBase64)) {
    if (typeof value !== 'string') return 'a value of dataBase64 is no string';
    bytes.set(bytesOf(key), bytesFromBuffer(Buffer.from(value, 'base64')));
  }
  return bytes;
}

function answerOf(rendered: Rendered): Omit<Answer, 'id'> {
  switch (rendered.kind) {
    case 'value':
      return isText(rendered.value) ? { output: textOf(rendered.value) } : { outputBase64: base64Of(rendered.value) };
    case 'map':
      return [...rendered.map.values()].every(isText)
        ? { outputData: recordOf(rendered.map, textOf) }
        : { outputDataBase64: recordOf(rendered.map, base64Of) };
    default:
      return { error: { stage: rendered.stage, message: messageOf(rendered) } };
  }
}

// ESO's words without what its libraries add: that quotes the rendered text.
function messageOf(failed: Rendered & { readonly kind: 'failed' }): string {
  if (failed.stage === 'yaml')
    return "could not unmarshal template to 'map[string][]byte': the output is no YAML map of strings";
  return `failed to decode rendered template value for key ${textOf(failed.key)}`;
}

function isText(bytes: Bytes): boolean {
  return bytesOf(bufferOf(bytes).toString('utf8')) === bytes;
}

function base64Of(bytes: Bytes): string {
  return bufferOf(bytes).toString('base64');
}

function recordOf(map: ReadonlyMap<Bytes, Bytes>, write: (bytes: Bytes) => string): Record<string, string> {
  const entries = [...map].map(([key, value]) => [textOf(key), write(value)] as const);
  return Object.fromEntries(entries);
}
