import type { Json } from '../../model/document.ts';
import type { Resource } from '../../model/resource.ts';
import { Sensitive } from '../../model/sensitive.ts';

/** The data of a plain Secret as the API server stores it: `stringData` goes over `data`. */
export function plainData({ raw }: Pick<Resource, 'raw'>): ReadonlyMap<string, Sensitive> {
  const { data, stringData } = raw; // no names that an object inherits
  return new Map([
    ...textsOf(data).map(([key, text]) => [key, new Sensitive(Buffer.from(text, 'base64'))] as const),
    ...textsOf(stringData).map(([key, text]) => [key, new Sensitive(text)] as const),
  ]);
}

function textsOf(value: Json | undefined): readonly (readonly [key: string, text: string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([key, text]) => [key, typeof text === 'string' ? text : '']);
}
