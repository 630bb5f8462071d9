// Reading YAML as sigs.k8s.io/yaml v1.6.0 does, on go.yaml.in/yaml/v2 v2.4.4: what kubectl and the API server see.

import type { Bytes } from './byte-string.ts';
import { type GoJson, toGoJson } from './go-json.ts';
import type { JsonValue } from './json.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import { construct, type DuplicateKey } from './yaml/construct.ts';
import { readInput } from './yaml/input.ts';
import { parseJsonDocument } from './yaml/json-document.ts';
import { locate, type YamlLocation } from './yaml/locate.ts';
import type { YamlNode } from './yaml/node.ts';
import { parseDocument } from './yaml/parser.ts';
import { YamlSyntaxError } from './yaml-syntax-error.ts';

export type { DuplicateKey, YamlLocation };

/** The first document of a text. */
export interface YamlDocument {
  /** Plain data; `null` for an empty document. */
  readonly value: GoJson;
  /** The same with byte strings and maps, as functions on values want it. */
  readonly data: JsonValue;
  /** Keys given more than once, in the order of the text. The last one counts; Go's strict readers refuse them. */
  readonly duplicates: readonly DuplicateKey[];
  /** `json` when the text was read as JSON. */
  readonly syntax: 'yaml' | 'json';
  /**
   * Where a field stands, in bytes of the text.
   * @param path - Keys and indexes from the root; empty for the document itself.
   */
  locate(path: readonly (string | number)[]): YamlLocation;
}

/** How a text is read. */
export interface YamlOptions {
  /** Refuse a key given twice, also through a merge, as strict field validation does. Default false. */
  readonly strict?: boolean;
  /** Try a text that begins with `{` as JSON first, as Kubernetes decoders do. Default false, as `YAMLToJSON`. */
  readonly jsonFirst?: boolean;
}

/**
 * Reads the first document of a text.
 *
 * @remarks
 * YAML 1.1 with Go's twists: `yes` and `n` are booleans, `010` is 8, `1_000` is 1000, `12:30:45` and dates are text,
 * merge keys are resolved, keys become text. Further documents are not looked at.
 *
 * @throws YamlSyntaxError for what Go refuses.
 */
export function readYaml(text: Bytes, options: YamlOptions = {}): YamlDocument {
  const json = options.jsonFirst === true && /^\s*\{/.test(text) ? readJson(text) : undefined;
  const root = json ?? parseDocument(readInput(text)) ?? empty;
  const { value: data, duplicates } = construct(root);
  const [first] = duplicates;
  if (options.strict && first) throw new YamlSyntaxError('a key is given twice', first.offset);
  return new ReadDocument(root, data, duplicates, json ? 'json' : 'yaml');
}

/** A class, since V8 keeps each object that is written with a getter of its own, and its tree, until the heap is marked. */
class ReadDocument implements YamlDocument {
  readonly data: JsonValue;
  readonly duplicates: readonly DuplicateKey[];
  readonly syntax: 'yaml' | 'json';
  readonly locate: YamlDocument['locate'];

  constructor(root: YamlNode, data: JsonValue, duplicates: readonly DuplicateKey[], syntax: 'yaml' | 'json') {
    this.data = data;
    this.duplicates = duplicates;
    this.syntax = syntax;
    this.locate = (path) => locate(root, path);
  }

  get value(): GoJson {
    return toGoJson(this.data);
  }
}

const empty: YamlNode = { kind: 'scalar', value: '' as Bytes, tag: '', implicit: true, start: 0, end: 0 };

function readJson(text: Bytes): YamlNode | undefined {
  try {
    return parseJsonDocument(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}
