/** One version of a parameter as the server keeps it. */
export interface ParameterVersion {
  readonly version: number;
  readonly type: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly keyId: string | undefined;
  readonly tier: string;
  readonly policies: string | undefined;
  labels: string[];
}

/** A parameter with all its versions, the newest last. */
export interface ParameterRecord {
  readonly name: string;
  readonly region: string;
  readonly versions: ParameterVersion[];
  readonly tags: Map<string, string>;
}

/** Where the parameters of a server stand. */
export interface ParameterShelf {
  /** By region and name. */
  readonly parameters: Map<string, ParameterRecord>;
  find(id: string, region: string): { readonly parameter: ParameterRecord; readonly version: ParameterVersion };
  /** The parameter that a tag call names. */
  taggable(id: string | undefined, region: string): ParameterRecord;
}

/** What a conformance case puts into Parameter Store (test/conformance/providers/README.md). */
export interface ParameterSeed {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly laterVersions?: readonly string[];
  readonly labels?: Readonly<Record<string, readonly string[]>>;
}

/** Makes the parameter that a seed describes. */
export function seededParameter(seed: ParameterSeed, region: string): ParameterRecord {
  const versions = [seed.value, ...(seed.laterVersions ?? [])].map((value, index) => ({
    version: index + 1,
    type: seed.type,
    value,
    description: undefined,
    keyId: seed.type === 'SecureString' ? 'alias/aws/ssm' : undefined,
    tier: 'Standard',
    policies: undefined,
    labels: [...(seed.labels?.[String(index + 1)] ?? [])],
  }));
  return { name: seed.name, region, versions, tags: new Map(Object.entries(seed.tags ?? {})) };
}
