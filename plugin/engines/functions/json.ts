// Sprig's JSON functions, as external-secrets vendors them: defaults.go. The plain ones hide errors; the `must…` ones report them.

import type { Bytes } from '../../go/byte-string.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import { FunctionError, type GoFunction, type Value } from '../value.ts';
import { decodeJson } from '../values/decode-json.ts';
import { encodeJson } from '../values/encode-json.ts';
import { type Family, fn } from './family.ts';

// A number beyond float64 is an error only to who asks; the rest of the text is there all the same.
const fromJson = fn(['string'], 'any', (s) => orElse(null, () => decodeJson(s).value));

const mustFromJson = fn(['string'], 'any', (s) => {
  const { value, isOutOfRange } = decode(s);
  if (isOutOfRange) throw new FunctionError('json: cannot unmarshal number into Go value of type float64');
  return value;
});

function decode(s: Bytes): ReturnType<typeof decodeJson> {
  try {
    return decodeJson(s);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    throw new FunctionError(`invalid JSON: ${cause.message}`);
  }
}

const mustToJson = encoder((value) => encodeJson(value, { escapeHtml: true, indent: false }));
const mustToPrettyJson = encoder((value) => encodeJson(value, { escapeHtml: true, indent: true }));
const mustToRawJson = encoder((value) => encodeJson(value, { escapeHtml: false, indent: false }));

function encoder(body: (value: Value) => Bytes): GoFunction {
  return fn(['any'], 'string', body);
}

/** The same, with an empty string in place of an error. */
function lenient({ body, ...signature }: GoFunction): GoFunction {
  return { ...signature, body: (call, args) => orElse('' as Bytes, () => body(call, args)) };
}

function orElse<T>(fallback: T, attempt: () => T): T {
  try {
    return attempt();
  } catch (cause) {
    if (cause instanceof FunctionError || cause instanceof JsonSyntaxError) return fallback;
    throw cause;
  }
}

/** Functions that read and write JSON. */
export const json: Family = {
  fromJson,
  mustFromJson,
  toJson: lenient(mustToJson),
  mustToJson,
  toPrettyJson: lenient(mustToPrettyJson),
  mustToPrettyJson,
  // Sprig panics here, so this one fails like its `must…` twin.
  toRawJson: mustToRawJson,
  mustToRawJson,
};
