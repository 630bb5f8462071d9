import type { EsrError } from '../errors/esr-error.ts';
import { policyError } from '../errors/policy.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { Run } from '../model/run.ts';
import { defaultNamespace } from './default-namespace.ts';
import { policyFor } from './policy.ts';

/**
 * Whether an ExternalSecret claims a namespace that its application may not have.
 *
 * @remarks
 * A namespace opens doors: conditions of stores and policy rules go by it. So it has to be the application's destination,
 * unless the rule that decides for it names namespaces itself, or the document is not the application's. An application
 * of Argo CD without a destination may have none: what is nobody's would else be everybody's.
 */
export function namespaceClaimFault(
  externalSecret: Pick<ExternalSecret, 'metadata' | 'place'>,
  run: Pick<Run, 'config' | 'application'>,
): EsrError | undefined {
  const { name, project, namespace: destination } = run.application;
  if (name === undefined && project === undefined && destination === undefined) return undefined;
  const claimed = externalSecret.metadata.namespace ?? defaultNamespace(run);
  const { namespaces, rules } = run.config.policy;
  if (claimed === destination || namespaces === 'allow') return undefined;
  const policy = policyFor(rules, { namespace: claimed, application: run.application });
  if (policy.namesNamespace) return undefined;
  const facts = {
    claimed,
    ...(destination === undefined ? {} : { destination }),
    ...(policy.rule === undefined ? {} : { rule: policy.rule }),
  };
  return policyError('NAMESPACE_CLAIM', facts, externalSecret.place('metadata.namespace'));
}
