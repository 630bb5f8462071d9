import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import { webhookError } from '../../errors/webhook.ts';
import { type Bytes, bufferOf, textOf } from '../../go/byte-string.ts';
import { byteValue } from '../../go/byte-value.ts';
import { formatFloat } from '../../go/format-float.ts';
import { type JsonValue, marshalJson, parseJson } from '../../go/json.ts';
import { JsonPathError } from '../../go/json-path-error.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import { jsonPath } from '../../go/jsonpath.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Extracted, Selected } from '../provider.ts';
import type { FramedAnswer } from './framed-answer.ts';

/**
 * `data[]`: the whole answer, or what the path finds in it, as text.
 *
 * @remarks
 * A number is rounded to a whole one, half to even; of a list the first item counts. ESO: `providers/v1/webhook/webhook.go`,
 * `extractSecretData`.
 * @param written - The path as the store has it, for errors: what its template put in may be secret.
 */
export function chooseValue(answer: FramedAnswer, written: string): Selected {
  if (answer.path === '') return { kind: 'value', value: new Sensitive(bufferOf(answer.body)) };
  return faultless(written, () => {
    const text = textOfResult(jsonPath(answer.path, parseJson(answer.body)));
    return { kind: 'value', value: new Sensitive(bufferOf(text)) };
  });
}

/**
 * `extract`: the members of the answer, or of what the path finds in it; a text is read as JSON once more.
 *
 * @remarks ESO: `providers/v1/webhook/pkg/webhook/webhook.go`, `GetSecretMap`.
 */
export function chooseMembers({ path, body }: FramedAnswer, written: string): Extracted {
  return faultless(written, () => {
    const whole = parseJson(body);
    const found = path === '' ? whole : jsonPath(path, whole);
    const members = typeof found === 'string' ? parseJson(found) : found;
    if (!(members instanceof Map)) return { kind: 'failed', error: manifestError('EXTRACT_NOT_OBJECT', {}) };
    const values = [...(members as ReadonlyMap<Bytes, JsonValue>)].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      kind: 'values',
      values: new Map(values.map(([key, value]) => [textOf(key), new Sensitive(bufferOf(byteValue(value)))])),
    };
  });
}

function textOfResult(result: JsonValue): Bytes {
  if (typeof result === 'number') return formatFloat(result, 'f', 0) as Bytes;
  if (!Array.isArray(result)) return result instanceof Map ? marshalJson(result as JsonValue) : byteValue(result);
  const [first] = result as readonly JsonValue[];
  if (first === undefined) throw new JsonPathError('missing', 'the list is empty');
  return textOfResult(first);
}

function faultless<T>(path: string, work: () => T): T | { readonly kind: 'failed'; readonly error: EsrError } {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return { kind: 'failed', error: webhookError('WEBHOOK_NOT_JSON', {}) };
    if (!(thrown instanceof JsonPathError)) throw thrown;
    const code = thrown.kind === 'syntax' ? 'WEBHOOK_PATH' : 'WEBHOOK_NOTHING';
    return { kind: 'failed', error: webhookError(code, { path, why: thrown.message }) };
  }
}
