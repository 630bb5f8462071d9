import { faultsOf } from '../../../errors/esr-error.ts';
import { lazyEngine } from '../../lazy-engine.ts';
import { templateSource } from '../../template/template-source.ts';
import type { Finding, Rule } from '../rule.ts';

/** What `templateFrom` names and nobody has. */
export const templateSources: Rule = {
  codes: ['TEMPLATE_SOURCE_MISSING', 'TEMPLATE_SOURCE_KEY', 'TEMPLATE_SECRET_TRUSTED'],
  about:
    'A ConfigMap or Secret that templateFrom reads has to be in the input or in the platform configuration, with the key that is asked for. Where the configuration allows a cluster it may be there, and nothing is said.',
  *check({ secrets, inventory, run }) {
    if (run.config.cluster.enabled) return;
    const made = new Set(secrets.map(({ externalSecret: { metadata, spec } }) => spec.target.name ?? metadata.name));
    for (const { externalSecret, isRendered } of secrets) {
      if (isRendered) continue;
      for (const [index, entry] of (externalSecret.spec.target.template?.templateFrom ?? []).entries()) {
        const objects = [
          ['ConfigMap', 'configMap', entry.configMap],
          ['Secret', 'secret', entry.secret],
        ] as const;
        for (const [kind, path, ref] of objects) {
          // One that another ExternalSecret makes is there when it is needed.
          if (ref === undefined || (kind === 'Secret' && made.has(ref.name))) continue;
          for (const [item, { key }] of ref.items.entries()) {
            const field = `spec.target.template.templateFrom[${index}].${path}.items[${item}]`;
            const context = { find: inventory.find, run, engine: lazyEngine('gotemplate') };
            yield* faults(() => templateSource(externalSecret, { kind, name: ref.name, key, field }, context));
          }
        }
      }
    }
  },
};

function* faults(work: () => unknown): Iterable<Finding> {
  try {
    work();
  } catch (thrown) {
    const found = faultsOf(thrown);
    if (found === undefined) throw thrown;
    yield* found;
  }
}
