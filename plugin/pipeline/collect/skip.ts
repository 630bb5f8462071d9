import type { ParsedDocument } from '../../model/document.ts';

const annotation = 'external-secrets-render.dev/skip';

/** Whether a document is to be left for the operator. */
export function isSkipped({ value }: ParsedDocument): boolean {
  const { metadata } = value;
  const { annotations } = Object(metadata) as { readonly annotations?: unknown };
  const held = Object(annotations) as Readonly<Record<string, unknown>>;
  return Object.hasOwn(held, annotation) && String(held[annotation]) === 'true';
}
