import { throwAll } from '../../errors/map-all.ts';
import type { DataMap } from '../../model/data-map.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import { hashOfData, keepBooks } from '../bookkeeping.ts';
import { writtenNamespace } from '../written-namespace.ts';
import { applyTemplate } from './apply-template.ts';
import { checkSecret } from './check-secret.ts';
import { copiedMetadata } from './copied-metadata.ts';
import { dockerConfig } from './docker-config.ts';
import type { Draft } from './draft.ts';
import type { TemplateContext } from './template-context.ts';

/**
 * Makes the Secret that ESO would write, from the data map and the template.
 *
 * @remarks
 * ESO: `externalsecret_controller_template.go`, `ApplyTemplate`. A data key is taken from `template.data`
 * before a later `templateFrom`, an earlier one, and the fetched keys (copied when nothing else makes data, or under
 * `mergePolicy: Merge`). Templates see all fetched keys and none that other templates made.
 *
 * @throws EsrErrors with the faults of all templates, or else all that the API server would refuse.
 */
export async function buildSecret(
  externalSecret: ExternalSecret,
  data: DataMap,
  context: TemplateContext,
): Promise<RenderedSecret> {
  const { target } = externalSecret.spec;
  const draft: Draft = { data: new Map(firstData(externalSecret, data)), ...copiedMetadata(externalSecret) };
  if (target.template !== undefined) await applyTemplate(externalSecret, data, draft, context);
  const secret = finish(externalSecret, draft, context);
  throwAll(checkSecret(secret));
  return secret;
}

function firstData(externalSecret: ExternalSecret, data: DataMap): DataMap {
  const { template } = externalSecret.spec.target;
  const makesData = Object.keys(template?.data ?? {}).length > 0 || (template?.templateFrom ?? []).length > 0;
  return makesData && template?.mergePolicy !== 'Merge' ? new Map() : data;
}

function finish(externalSecret: ExternalSecret, draft: Draft, context: TemplateContext): RenderedSecret {
  const { target } = externalSecret.spec;
  const { name } = externalSecret.metadata;
  const namespace = writtenNamespace(externalSecret, context.run);
  const data = dockerConfig(externalSecret, draft.data, context.find) ?? draft.data;
  keepBooks(draft, externalSecret, () => hashOfData(data), context.run);
  return {
    form: 'secret',
    name: target.name ?? name,
    ...(namespace === undefined ? {} : { namespace }),
    type: target.template?.type || 'Opaque',
    labels: draft.labels,
    annotations: draft.annotations,
    finalizers: [...new Set(target.template?.metadata?.finalizers ?? [])],
    data,
    immutable: target.immutable === true,
    from: externalSecret,
  };
}
