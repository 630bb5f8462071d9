import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import { lazyEngine } from '../lazy-engine.ts';
import { templateSource } from '../template/template-source.ts';
import type { Subject } from './rule.ts';

/** What the `templateFrom` of an ExternalSecret names, and nobody has. */
export function* missingSources(
  externalSecret: ExternalSecret,
  { secrets, inventory, run }: Pick<Subject, 'secrets' | 'inventory' | 'run'>,
): Iterable<EsrError> {
  if (run.config.cluster.enabled) return;
  const made = new Set(
    secrets.map(
      ({ externalSecret: { metadata, spec } }) => `${metadata.namespace}/${spec.target.name ?? metadata.name}`,
    ),
  );
  for (const [index, entry] of (externalSecret.spec.target.template?.templateFrom ?? []).entries()) {
    const objects = [
      ['ConfigMap', 'configMap', entry.configMap],
      ['Secret', 'secret', entry.secret],
    ] as const;
    for (const [kind, path, ref] of objects) {
      // One that another ExternalSecret makes is there when it is needed.
      if (ref === undefined || (kind === 'Secret' && made.has(`${externalSecret.metadata.namespace}/${ref.name}`)))
        continue;
      for (const [item, { key }] of ref.items.entries()) {
        const field = `spec.target.template.templateFrom[${index}].${path}.items[${item}]`;
        const context = { find: inventory.find, run, engine: lazyEngine('gotemplate') };
        yield* faults(() => templateSource(externalSecret, { kind, name: ref.name, key, field }, context));
      }
    }
  }
}

function* faults(work: () => unknown): Iterable<EsrError> {
  try {
    work();
  } catch (thrown) {
    const found = caughtFaults(thrown);
    yield* found;
  }
}
