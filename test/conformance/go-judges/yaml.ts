import { type Bytes, textOf } from '../../../plugin/go/byte-string.ts';
import { emitYamlKey } from '../../../plugin/go/emit-yaml-key.ts';
import { emitYamlString } from '../../../plugin/go/emit-yaml-string.ts';
import { marshalJson } from '../../../plugin/go/json.ts';
import { YamlSyntaxError } from '../../../plugin/go/yaml-syntax-error.ts';
import { readYaml, type YamlOptions } from '../../../plugin/go/yaml11.ts';
import { chunks } from '../../../plugin/pipeline/split/chunks.ts';
import { attempt, type Case, inputOf, type Judge, recorded, refused } from './judge.ts';
import { partText, splitStream, splitYaml } from './kubectl-stream.ts';

/** The JSON text of the first document, to the byte as sigs.k8s.io/yaml's `YAMLToJSON`. */
const yamlToJson = (text: Bytes, options: YamlOptions = {}) => textOf(marshalJson(readYaml(text, options).data));

const convert = (text: Bytes, strict = false) => attempt(() => yamlToJson(text, { strict }), YamlSyntaxError);

/** `yaml-scalars.json`: the JSON, to the byte; the type and value of `v`; whether a strict reader refuses. */
export const yamlScalars: Judge = (wanted) => {
  const text = inputOf(wanted);
  const json = convert(text);
  if (json === refused) return refused;
  const isStrictError = convert(text, true) === refused;
  if (!wanted.nondeterministic && isStrictError !== (wanted.strictError === true)) return `strict: ${isStrictError}`;
  return { json, ...onlyValue(json as string) };
};

function onlyValue(json: string): object {
  const value = /^\{"v":(.*)\}$/s.exec(json)?.[1];
  if (value === undefined) return {};
  const parsed: unknown = JSON.parse(json);
  if (parsed === null || Object.keys(parsed as object).length !== 1) return {};
  const { v } = parsed as { v: unknown };
  const type = v === null ? 'null' : Array.isArray(v) ? 'array' : typeof v;
  return { type, value };
}

/** `yaml-documents.json`: the first document, what kubectl reads, and where the stream is divided. */
export const yamlDocuments: Judge = (wanted) => {
  const stream = inputOf(wanted);
  return { first: convert(stream), kubectl: readStream(stream), split: split(stream) };
};

function readStream(stream: Bytes): object {
  const { parts, problem } = splitStream(stream);
  const docs: unknown[] = [];
  for (const part of parts) {
    const text = partText(stream, part);
    const json = part.syntax === 'json' ? Buffer.from(text, 'latin1').toString('utf8') : convert(text);
    if (json === refused) return { docs, error: true };
    docs.push(json);
  }
  return problem ? { docs, error: true } : { docs };
}

function split(stream: Bytes): unknown {
  const { parts, problem } = splitYaml(stream, 0);
  const texts = parts.map((part) => recorded(partText(stream, part)));
  return problem ? refused : texts;
}

/** `yaml-emit-strings.json`: what we write must be one of the forms, and one that every reader gives back. */
export const yamlEmitStrings: Judge = (wanted) => {
  const text = String(wanted.input);
  const value = readersThatFail(wanted, emitYamlString(text), '.value');
  const key = readersThatFail(wanted, emitYamlKey(text), '.key');
  return value.length + key.length === 0 ? wanted.expected : [...value, ...key];
};

function readersThatFail(wanted: Case, written: string, use: '.value' | '.key'): readonly string[] {
  const forms = new Map(Object.entries(wanted.forms ?? {}));
  const readers = wanted.expected as Record<string, readonly string[]>;
  const isWritten = (form: string): boolean => forms.get(form) + (use === '.key' ? ':' : '') === written;
  const name = [...forms.keys()].find(isWritten);
  return name === undefined ? [`no form is ${written}`] : (readers[name] ?? []).filter((each) => each.endsWith(use));
}

// kubectl passes a number beyond 64 bits on, and the API server refuses it; we refuse it at once.
const refusedLater = 'x-0311';

/** The documents that the split stage finds, where kubectl reads the whole stream; empty ones left out, as kubectl does. */
export function splitStageDocuments(wanted: Case): { readonly found: unknown; readonly wanted: unknown } | undefined {
  const { kubectl } = wanted.expected as {
    readonly kubectl: { readonly docs: readonly string[]; readonly error?: true };
  };
  if (kubectl.error || wanted.id === refusedLater) return undefined;
  const stream = inputOf(wanted);
  const found = chunks(stream).map((chunk) => {
    const text = partText(stream, { ...chunk, syntax: 'yaml' });
    return JSON.parse(yamlToJson(text, { jsonFirst: chunk.syntax === 'json' }));
  });
  const docs = kubectl.docs.map((json) => JSON.parse(json));
  const isDocument = (value: unknown): boolean => value !== null;
  return { found: found.filter(isDocument), wanted: docs.filter(isDocument) };
}
