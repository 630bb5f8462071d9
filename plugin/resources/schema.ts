import type { Json } from '../model/document.ts';
import type { FieldRule } from './schemas/field.ts';

/** What every node of a schema may carry. */
interface Node {
  readonly default?: Json;
  /** What it is for. */
  readonly about?: string;
}

/** An object whose properties are known. */
export interface ObjectSchema extends Node {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, Schema>;
  readonly required: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly rules: readonly FieldRule[];
}

/** An object whose keys are free and whose values are text. */
export interface MapSchema extends Node {
  readonly kind: 'map';
  readonly rules: readonly FieldRule[];
}

/** A list of one kind of item. */
export interface ListSchema extends Node {
  readonly kind: 'list';
  readonly items: Schema;
  readonly minItems?: number;
}

/** A text, or one of a few words. */
export interface TextSchema extends Node {
  readonly kind: 'string';
  readonly allowed?: readonly string[];
  readonly pattern?: RegExp;
  /** The pattern in words. */
  readonly form?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: 'byte' | 'date-time' | 'duration';
}

/** A whole number within bounds. */
export interface IntegerSchema extends Node {
  readonly kind: 'int';
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
}

/** What has a type and nothing else to check. */
export interface PlainSchema extends Node {
  readonly kind: 'bool' | 'int-or-string' | 'any';
}

/** A part that is made when a document first needs it: a provider's or another kind's table. */
export interface LazySchema extends Node {
  readonly kind: 'lazy';
  load(): Schema;
}

/** A field table as a tree, which is what a document is read against. */
export type Schema = ObjectSchema | MapSchema | ListSchema | TextSchema | IntegerSchema | PlainSchema | LazySchema;
