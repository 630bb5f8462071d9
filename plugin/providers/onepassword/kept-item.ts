import { Sensitive } from '../../model/sensitive.ts';

/** A file of an item, its content read where it is wanted. */
export interface KeptFile {
  readonly name: string;
  readonly content: Buffer;
}

/** What is kept of an item between the read and the choice of its parts. */
export interface KeptItem {
  readonly title: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** Absent where fields are wanted. */
  readonly files?: readonly KeptFile[];
}

/** Whether a property means files, and which; empty for any. */
export interface Wanted {
  readonly of: 'fields' | 'files';
  readonly name: string;
}

/**
 * What a property asks an item for.
 *
 * @remarks A prefix decides; without one a document is asked for its files, anything else for its fields.
 */
export function wantedOf(property: string, isDocument: boolean): Wanted {
  if (property.startsWith('field/')) return { of: 'fields', name: property.slice('field/'.length) };
  if (property.startsWith('file/')) return { of: 'files', name: property.slice('file/'.length) };
  return { of: isDocument ? 'files' : 'fields', name: property };
}

/** Packs an item into one value. */
export function packItem({ title, fields, files }: KeptItem, wanted: Wanted): Sensitive {
  const packed = files?.map(({ name, content }) => ({ name, content: content.toString('base64') }));
  return new Sensitive(JSON.stringify({ title, fields, files: packed, wanted }));
}

/** Unpacks it. */
export function unpackItem(value: Sensitive): KeptItem & { readonly wanted: Wanted } {
  const { files, ...rest } = JSON.parse(value.reveal().toString('utf8')) as Omit<KeptItem, 'files'> & {
    readonly files?: readonly { readonly name: string; readonly content: string }[];
    readonly wanted: Wanted;
  };
  if (files === undefined) return rest;
  return { ...rest, files: files.map(({ name, content }) => ({ name, content: Buffer.from(content, 'base64') })) };
}
