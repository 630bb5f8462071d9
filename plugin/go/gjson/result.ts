import { formatFloat } from '../format-float.ts';

/** What a value is. `JSON` is an object or an array. */
export type ResultType = 'Null' | 'False' | 'Number' | 'String' | 'True' | 'JSON';

/** A value that was found, or that was not: then it is `none`. All texts are byte strings. */
export interface Result {
  readonly type: ResultType;
  /** As it stands in the document. */
  readonly raw: string;
  /** A string, decoded. */
  readonly decoded: string;
  readonly number: number;
}

/** Nothing found. */
export const none: Result = { type: 'Null', raw: '', decoded: '', number: 0 };

/** Whether something was found; null was. */
export function exists(result: Result): boolean {
  return result.type !== 'Null' || result.raw !== '';
}

/** The text of a value: a string decoded, digits as they stand, any other number as plain decimal, null empty. */
export function resultText(result: Result): string {
  switch (result.type) {
    case 'Null':
      return '';
    case 'False':
      return 'false';
    case 'True':
      return 'true';
    case 'String':
      return result.decoded;
    case 'JSON':
      return result.raw;
    case 'Number':
      return /^-?[0-9]*$/.test(result.raw) && result.raw !== '' ? result.raw : formatFloat(result.number, 'f');
  }
}

/** What a text says as a truth value; `undefined` when it says neither. */
export function boolOf(text: string): boolean | undefined {
  if (/^(?:1|t|true)$/i.test(text)) return true;
  return /^(?:0|f|false)$/i.test(text) ? false : undefined;
}

/** A value as an option of a modifier. */
export function isTrue(result: Result): boolean {
  if (result.type === 'String') return boolOf(result.decoded) === true;
  return result.type === 'True' || (result.type === 'Number' && result.number !== 0);
}
