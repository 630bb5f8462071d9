import type { JsonObject } from '../model/document.ts';
import type { DescribedKind } from './describe-kind.ts';
import { jsonSchema } from './json-schema.ts';

/**
 * Writes the JSON Schema of a whole document, for editors: what an editor does not know of `spec` it marks, `metadata` is left
 * to Kubernetes.
 *
 * @param id - Where the schema is found.
 */
export function kindSchema({ kind, apiVersion, about, spec }: DescribedKind, id?: string): JsonObject {
  const [group = ''] = apiVersion.split('/');
  // A store's older version has the same fields but for a few; an editor should not mark all of it.
  const versions =
    group === 'external-secrets.io' && apiVersion.endsWith('/v1') ? [apiVersion, `${group}/v1beta1`] : [apiVersion];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...(id === undefined ? {} : { $id: id }),
    title: `${kind}, ${apiVersion}`,
    ...(about === undefined ? {} : { description: about }),
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', ...(spec.required.length > 0 ? ['spec'] : [])],
    properties: {
      apiVersion: { type: 'string', enum: versions },
      kind: { type: 'string', const: kind },
      metadata: { type: 'object', properties: { name: { type: 'string' }, namespace: { type: 'string' } } },
      spec: jsonSchema(spec),
      status: { type: 'object', description: 'Written by the operator; not used here.' },
    },
    additionalProperties: false,
  };
}
