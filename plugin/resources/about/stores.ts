import type { Texts } from './texts.ts';

/** Stores, and the backends they may have. */
export const stores = {
  /** `spec` of a SecretStore or ClusterSecretStore. */
  store: {
    conditions: 'Which namespaces may use a ClusterSecretStore; one match in one condition is enough. None means all.',
    'conditions[].namespaceRegexes': 'Regular expressions of Go for names of namespaces.',
    'conditions[].namespaceSelector':
      'Labels of namespaces; only those of Namespaces that somebody trusted describes count in esr generate.',
    'conditions[].namespaces': 'Names of namespaces.',
    'conditions[].namespaces[]': 'Name of a namespace.',
    controller: 'Class of the controller that the store belongs to; stores of another class are left alone.',
    provider: 'The backend: exactly one member, named after it.',
    refreshInterval: 'How often the operator checks the store; esr stores checks it now.',
    retrySettings: 'How often a call that failed is tried again, within the time of the run.',
  },
  /** What `spec.provider` may be, for those that esr reads from. */
  provider: {
    aws: 'AWS Secrets Manager or Systems Manager Parameter Store.',
    azurekv: 'Azure Key Vault.',
    bitwardensecretsmanager: 'Bitwarden Secrets Manager, through the SDK server of External Secrets.',
    doppler: 'Doppler.',
    fake: 'Values that stand in this document: for trials and tests, not for secrets.',
    gcpsm: 'Google Cloud Secret Manager.',
    gitlab: 'Variables of a GitLab project and its groups.',
    infisical: 'Infisical.',
    kubernetes: 'Secrets of a namespace in this or another cluster.',
    onepassword: '1Password, through a Connect server.',
    onepasswordSDK: '1Password, with a service account.',
    openBao: "OpenBao's key-value engine.",
    vault: "HashiCorp Vault's key-value engine; OpenBao servers too.",
    webhook: 'Any HTTP service: URL, headers and body are templates.',
  },
} satisfies Readonly<Record<string, Texts>>;
