import { lintWords } from '../../../errors/lint.ts';
import type { Json } from '../../../model/document.ts';
import type { Resource } from '../../../model/resource.ts';
import { fieldPath } from '../../../resources/field-path.ts';
import { remark } from '../remark.ts';
import type { Finding, Rule } from '../rule.ts';

/** Texts of templates and of scripts may hold such a thing rightly. */
const free = new Set([
  'template',
  'literal',
  'rewrite',
  'annotations',
  'labels',
  'fake',
  'body',
  'headers',
  'metadata',
]);

/** Variables that a later step would have filled in. */
export const substitutions: Rule = {
  codes: ['SUBSTITUTION_LEFT'],
  about:
    'Flux and envsubst fill variables in after kustomize has run. Rendered before, a key with such a variable in it is looked up as it stands.',
  *check({ inventory }) {
    const { externalSecrets, pushSecrets, stores, generators } = inventory;
    for (const resource of [...externalSecrets, ...pushSecrets, ...stores, ...generators] as readonly Resource[]) {
      if (resource.origin === 'input') yield* inValue(resource.spec, 'spec', resource);
    }
  },
};

function* inValue(value: Json | undefined, field: string, resource: Resource): Iterable<Finding> {
  if (typeof value === 'string') {
    const [variable] = /\$\{[A-Za-z_][^}]*\}/.exec(value) ?? [];
    if (variable === undefined) return;
    yield remark('SUBSTITUTION_LEFT', lintWords('SUBSTITUTION_LEFT', { variable }), resource.place(field));
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries())
      yield* inValue(item, fieldPath(field, index), resource);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (!free.has(name)) yield* inValue(member as Json, fieldPath(field, name), resource);
    }
  }
}
