/** A value of an object while it is built: maps and lists may still be written to. */
export type DraftValue = null | boolean | number | bigint | string | DraftValue[] | DraftMap;
/** A map of a draft. Keys come from outside, hence a Map. */
export type DraftMap = Map<string, DraftValue>;
