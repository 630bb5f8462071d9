import { type Amendment, amendFields } from './amend-fields.ts';
import { externalSecretFields } from './external-secret.ts';
import type { Field } from './field.ts';
import { generatorKinds } from './generator-kinds.ts';

const laterKinds = new Set([
  'BeyondtrustWorkloadCredentialsDynamicSecret',
  'CloudsmithAccessToken',
  'GitlabDeployToken',
  'MFA',
]);
const kind = { allowed: generatorKinds.filter((name) => !laterKinds.has(name)) };
const conversion = { default: 'Default' };
const none = { default: 'None' };

const amendment: Amendment = {
  drop: [
    'data[].remoteRef.nullBytePolicy',
    'dataFrom[].extract.nullBytePolicy',
    'dataFrom[].find.nullBytePolicy',
    'dataFrom[].rewrite[].merge',
    'syncWindows',
    'target.manifest',
    'target.template.metadata.finalizers',
    'target.template.templateFrom[].valuesDecodingStrategy',
  ],
  change: {
    'data[].remoteRef.conversionStrategy': conversion,
    'data[].remoteRef.decodingStrategy': none,
    'data[].remoteRef.metadataPolicy': none,
    'data[].sourceRef.generatorRef.kind': kind,
    'dataFrom[].extract.conversionStrategy': conversion,
    'dataFrom[].extract.decodingStrategy': none,
    'dataFrom[].extract.metadataPolicy': none,
    'dataFrom[].find.conversionStrategy': conversion,
    'dataFrom[].find.decodingStrategy': none,
    'dataFrom[].sourceRef.generatorRef.kind': kind,
    'target.creationPolicy': { allowed: ['Owner', 'Orphan', 'Merge', 'None'] },
    'target.template.templateFrom[].target': { allowed: ['Data', 'Annotations', 'Labels'] },
  },
};

/** `spec` of an ExternalSecret, v1beta1. */
export const externalSecretV1beta1Fields = (): readonly Field[] => amendFields(externalSecretFields(), amendment);
