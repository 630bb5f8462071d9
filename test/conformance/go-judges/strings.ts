import { decodeText, type TextDecoding } from '../../../plugin/engines/decode-text.ts';
import { type Bytes, bytesFromBuffer, bytesOf } from '../../../plugin/go/byte-string.ts';
import { gjson } from '../../../plugin/go/gjson.ts';
import { parseJson, quoteJson } from '../../../plugin/go/json.ts';
import { JsonSyntaxError } from '../../../plugin/go/json-syntax-error.ts';
import { GoRegexp } from '../../../plugin/go/regexp.ts';
import { formatDuration, parseDuration } from '../../../plugin/go/time-duration.ts';
import { attempt, inputOf, type Judge, recorded, refused } from './judge.ts';

/** `gjson.json`. */
export const gjsonPaths: Judge = (wanted) => {
  const document =
    wanted.docBase64 === undefined
      ? bytesOf(wanted.doc ?? '')
      : bytesFromBuffer(Buffer.from(wanted.docBase64, 'base64'));
  const { exists, type, raw, text } = gjson(document, bytesOf(wanted.path ?? ''));
  return { exists, type, raw: recorded(raw), string: recorded(text) };
};

/** `regexp.json`. */
export const regexps: Judge = (wanted) => {
  const pattern = GoRegexp.compile(wanted.pattern ?? '');
  if (!pattern) return refused;
  const input = inputOf(wanted);
  const templates = wanted.templates ?? [];
  return {
    match: pattern.test(input),
    findAll: pattern.findAllText(input).map(recorded),
    replace: Object.fromEntries(
      templates.map((template) => [template, recorded(pattern.replaceAll(input, bytesOf(template)))]),
    ),
  };
};

const strategies: readonly TextDecoding[] = ['Base64', 'Base64URL', 'Auto', 'None'];

/** `decode.json`. */
export const decoding: Judge = (wanted) =>
  Object.fromEntries(
    strategies.map((strategy) => {
      const decoded = decodeText(inputOf(wanted), strategy);
      return [strategy, decoded === undefined ? refused : recorded(decoded)];
    }),
  );

/** `duration.json`: Go's own, and as a field of a Kubernetes object. */
export const durations: Judge = (wanted) => {
  if (wanted.op === 'ParseDuration') {
    const nanoseconds = parseDuration(String(wanted.input));
    return nanoseconds === undefined
      ? refused
      : { nanoseconds: String(nanoseconds), string: formatDuration(nanoseconds) };
  }
  const value = field(inputOf(wanted));
  const isNull = String(wanted.input).trim() === 'null';
  return { value, pointer: isNull ? { nanoseconds: 'nil', json: 'null' } : value };
};

function field(json: Bytes): unknown {
  const text = attempt(() => parseJson(json), JsonSyntaxError);
  const nanoseconds =
    typeof text === 'string' ? parseDuration(Buffer.from(text, 'latin1').toString('utf8')) : undefined;
  if (nanoseconds === undefined) return refused;
  return { nanoseconds: String(nanoseconds), json: recorded(quoteJson(bytesOf(formatDuration(nanoseconds)))) };
}
