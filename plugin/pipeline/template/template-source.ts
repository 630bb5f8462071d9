import { manifestError } from '../../errors/manifest.ts';
import { policyError } from '../../errors/policy.ts';
import { bytesFromBuffer } from '../../go/byte-string.ts';
import { isTrusted } from '../../model/config.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Resource } from '../../model/resource.ts';
import { fieldPath } from '../../resources/field-path.ts';
import { belongsTo } from '../../trust/belongs-to.ts';
import { isBounded } from '../../trust/boundary.ts';
import { objectValue } from '../../trust/object-value.ts';
import type { TemplateText } from './render-field.ts';
import type { TemplateContext } from './template-context.ts';

/** Which item of which object a template is read from. */
export interface TemplateItemRef {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  /** The item's field in the ExternalSecret. */
  readonly field: string;
}

/**
 * Reads a template out of a ConfigMap's `data` or a Secret's decoded `data`, in the ExternalSecret's namespace.
 *
 * @remarks ESO: `templating/parser.go`. `binaryData` of a ConfigMap is not searched.
 *
 * @throws ManifestError `TEMPLATE_SOURCE_MISSING`, `TEMPLATE_SOURCE_KEY`; PolicyError `TEMPLATE_SECRET_TRUSTED`
 */
export function templateSource(
  externalSecret: ExternalSecret,
  { kind, name, key, field }: TemplateItemRef,
  context: TemplateContext,
): TemplateText {
  const at = () => externalSecret.place(field);
  const { namespace = '' } = externalSecret.metadata;
  const found = context.find({ kind, namespace, name });
  if (!('resource' in found)) {
    throw manifestError('TEMPLATE_SOURCE_MISSING', { kind, name, searched: found.searched }, at());
  }
  const { resource } = found;
  if (kind === 'Secret' && isWithheld(externalSecret, resource, context)) {
    throw policyError('TEMPLATE_SECRET_TRUSTED', { name, ofCluster: resource.origin === 'cluster' }, at());
  }
  // ESO does not search a ConfigMap's binaryData.
  const value = objectValue(kind, kind === 'ConfigMap' ? { ...resource.raw, binaryData: {} } : resource.raw, key);
  if (value === undefined) throw manifestError('TEMPLATE_SOURCE_KEY', { kind, name, key }, at());
  return { text: bytesFromBuffer(value), name: key, field, holder: { resource, field: fieldPath('data', key) } };
}

// An application may not have printed into its Secret what is the platform's, or another application's.
function isWithheld(externalSecret: ExternalSecret, secret: Resource, { run }: TemplateContext): boolean {
  if (externalSecret.origin !== 'input' || !isTrusted(secret.origin) || !isBounded(run)) return false;
  return secret.origin !== 'cluster' || !belongsTo(secret, run.application);
}
