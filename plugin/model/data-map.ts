import type { Sensitive } from './sensitive.ts';

/** Key to value, in the operator's order. Keys are text; a key from a file name may hold any character. */
export type DataMap = ReadonlyMap<string, Sensitive>;
