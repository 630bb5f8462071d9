import type { Json, JsonObject } from '../../model/document.ts';

/** What a field holds. A shared type stands for the fields of `sharedTypes`. */
export type FieldType =
  | 'string'
  | 'int'
  | 'bool'
  | 'int-or-string'
  /** Free keys with text values. */
  | 'map'
  | 'object'
  /** Whatever is there, as it is. */
  | 'any'
  | SharedType;

/** A type that several tables share: its fields stand in a table of its own. */
export type SharedType = 'SecretKeySelector' | 'ServiceAccountSelector' | 'CAProvider' | 'LabelSelector';

/** A rule about several fields that the CRD states in CEL, checked by hand. */
export interface FieldRule {
  /** What must hold, in the CRD's own words. */
  readonly says: string;
  holds(self: JsonObject): boolean;
}

/** One line of a kind's field table: enough to prune, default and validate a document, to explain it, and to write a JSON Schema. */
export interface Field {
  /** Below the table's root, such as `data[].remoteRef.key`; `[]` is the items of a list. */
  readonly path: string;
  /** `string[]` is a list; its items may have a line of their own for what else they obey. */
  readonly type: FieldType | `${FieldType}[]`;
  readonly required?: true;
  /** What an absent (or null) field gets, provided that its parent is there. */
  readonly default?: Json;
  readonly allowed?: readonly string[];
  /** A named form of text: pattern and length together. */
  readonly text?: 'DNS1123sub' | 'DNS1123label' | 'DataKey';
  /** RE2 that is also a JavaScript regular expression. */
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: 'byte' | 'int32' | 'int64' | 'date-time' | 'duration';
  readonly rules?: readonly FieldRule[];
  /** What it is for, in one sentence. */
  readonly about?: string;
  /** The table of what is below, where another kind or provider brings its own. */
  readonly fields?: () => readonly Field[];
}
