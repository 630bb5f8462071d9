import { onepasswordError } from '../../errors/onepassword.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Extracted, Selected } from '../provider.ts';
import { type KeptItem, unpackItem } from './kept-item.ts';

/**
 * `data[]`: the field with that label, `password` where none is named, or the file with that name, the first where none is.
 *
 * @remarks ESO: `providers/v1/onepassword/onepassword.go`, `getField`, `getFile`.
 */
export function choosePart(value: Sensitive): Selected {
  const item = unpackItem(value);
  const { of, name } = item.wanted;
  if (of === 'files') {
    const file = item.files?.find((one) => name === '' || one.name === name);
    if (file !== undefined) return { kind: 'value', value: new Sensitive(file.content) };
    return { kind: 'failed', error: onepasswordError('ONEPASSWORD_FILE', { name, title: item.title }) };
  }
  const label = name === '' ? 'password' : name;
  const found = item.fields.filter((field) => field.label === label);
  const [field] = found;
  if (field !== undefined && found.length === 1) return { kind: 'value', value: new Sensitive(field.value) };
  return { kind: 'failed', error: fieldError(item, label) };
}

/** `extract`: all fields by their labels or all files by their names, or the one of that name. */
export function chooseParts(value: Sensitive): Extracted {
  const item = unpackItem(value);
  const { of, name } = item.wanted;
  const isWanted = (own: string) => name === '' || own === name;
  if (of === 'files') {
    const files = (item.files ?? []).filter((file) => isWanted(file.name));
    return { kind: 'values', values: new Map(files.map((file) => [file.name, new Sensitive(file.content)])) };
  }
  const fields = item.fields.filter((field) => isWanted(field.label));
  const twice = labelTwice(item);
  if (twice !== undefined && isWanted(twice)) return { kind: 'failed', error: fieldError(item, twice) };
  return { kind: 'values', values: new Map(fields.map((field) => [field.label, new Sensitive(field.value)])) };
}

/** The first label that several fields of an item have. */
export function labelTwice({ fields }: Pick<KeptItem, 'fields'>): string | undefined {
  const labels = fields.map(({ label }) => label);
  return labels.find((label, index) => labels.indexOf(label) !== index);
}

function fieldError({ title, fields }: KeptItem, label: string) {
  const count = fields.filter((field) => field.label === label).length;
  return onepasswordError('ONEPASSWORD_FIELD', { label, title, count });
}
