import type { JsonObject } from '../../model/document.ts';
import { parseDocument } from '../../pipeline/split/parse-document.ts';
import { split } from '../../pipeline/split/split.ts';
import type { FunctionCall } from './function-call.ts';

/** What kustomize adds to the one item of a generator: annotations. */
const slack = 1 << 14;

/**
 * Whether a function runs as a generator, and whether its configuration stands among the items.
 *
 * @remarks kustomize gives a generator one item, its own configuration, because a pipeline without items does not run.
 */
export function isGenerator({ input, config }: FunctionCall): { readonly generator: boolean; readonly holds: boolean } {
  const nothing = { generator: false, holds: false };
  if (config === undefined || config.role === 'other') return nothing;
  if (input.format !== 'resource-list') return { generator: input.bytes.length === 0, holds: false };
  if (input.bytes.length > 3 * config.bytes.length + slack) return nothing;
  const [first, second] = split(input);
  if (first?.item === undefined) return { generator: true, holds: false };
  if (second !== undefined) return nothing;
  const { kind, metadata } = parseDocument(first)?.value ?? {};
  const { name } = Object(metadata) as JsonObject;
  const holds = kind === config.kind && name === config.object;
  return { generator: holds, holds };
}
