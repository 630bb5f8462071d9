import type { Position } from './nodes.ts';

/** A template cannot be parsed, or its run fails. Carries where; the text's name is put to it later. */
export class HandlebarsFault extends Error {
  readonly code: 'TEMPLATE_PARSE' | 'TEMPLATE_EXECUTE' | 'TEMPLATE_BUDGET' | 'TEMPLATE_RANDOM';
  /** What is wrong, as text. No data value stands in it. */
  readonly says: string;
  readonly hint: string | undefined;
  readonly at: Position | undefined;

  constructor(code: HandlebarsFault['code'], says: string, at?: Position, hint?: string) {
    super(says);
    this.code = code;
    this.says = says;
    this.at = at;
    this.hint = hint;
  }
}
