import path from 'node:path';
import { credentialError } from '../errors/credential.ts';
import { policyError } from '../errors/policy.ts';
import type { RenderConfig } from '../model/config.ts';
import type { JsonObject } from '../model/document.ts';
import type { Origin } from '../model/origin.ts';
import type { Resource } from '../model/resource.ts';
import { Sensitive } from '../model/sensitive.ts';
import type { KeyReference, ProviderContext, ServiceAccountReference } from '../providers/provider.ts';
import type { Reach } from './boundary.ts';
import type { Cluster } from './cluster.ts';
import { type Environment, visibleEnvironment } from './environment.ts';
import { metadataOf } from './metadata-of.ts';
import { isMounted, readAllMounted, readIfThere, readMounted } from './mounts.ts';
import { objectKeys } from './object-keys.ts';
import { objectValue } from './object-value.ts';
import { isTokenOf, ownTokenFile } from './tokens.ts';

/** What a store's auth references are resolved with. */
export interface CredentialSources {
  readonly config: Pick<RenderConfig, 'credentials' | 'file'>;
  readonly reach: Reach;
  /** Objects of every origin that the run holds. */
  readonly supporting: readonly Resource[];
  /** The cluster, where the configuration allows one. */
  readonly cluster: (() => Promise<Cluster>) | undefined;
  readonly env: Environment;
  /** The namespace of documents that name none. */
  readonly defaultNamespace: string;
  conceal(value: Uint8Array | string): void;
}

/** The part of a provider's context that is about credentials. */
export type Credentials = Required<
  Pick<
    ProviderContext,
    'secretKey' | 'secretData' | 'serviceAccountAnnotations' | 'serviceAccountToken' | 'ownToken' | 'vaultToken' | 'env'
  >
> & {
  /** Whether an application brought a credential along, for a trusted store to sign in with. */
  isBrought(credential: Sensitive): boolean;
};

/** The process's environment; the one place that reads it for stores. */
export function processEnvironment(): Environment {
  return process.env;
}

/** Resolves what a store refers to, from the places that its origin may use, one after the other. */
export function credentialsFrom(sources: CredentialSources): Credentials {
  const brought = new WeakSet<Sensitive>();
  return {
    isBrought: (credential) => brought.has(credential),
    secretKey: (reference) => secretKey(reference, sources, brought),
    secretData: (reference) => secretData(reference, sources),
    serviceAccountAnnotations: (reference) => annotationsOf(reference, sources),
    serviceAccountToken: (reference) => accountToken(reference, sources),
    ownToken: () => ownToken(sources),
    vaultToken: (variables) => vaultToken(variables, sources),
    env: visibleEnvironment(sources.env, sources.reach),
  };
}

async function secretKey(
  reference: KeyReference,
  sources: CredentialSources,
  brought: WeakSet<Sensitive>,
): Promise<Sensitive> {
  const { kind, namespace, name, key, place } = reference;
  const {
    taken: value,
    where,
    isInput,
  } = await findAllowed(reference, sources, {
    ofObject: (raw) => objectValue(kind, raw, key),
    ofMount: (directory) => readMounted(directory, [namespace, name, key]),
  });
  if (value === undefined) throw credentialError('CREDENTIAL_KEY', { kind, namespace, name, key, where }, place);
  if (kind === 'Secret') sources.conceal(value);
  const found = new Sensitive(value);
  if (isInput === true && sources.reach.bounded) brought.add(found);
  return found;
}

async function secretData(
  reference: Omit<KeyReference, 'key'>,
  sources: CredentialSources,
): Promise<ReadonlyMap<string, Sensitive>> {
  const { kind, namespace, name } = reference;
  const { taken } = await findAllowed(reference, sources, {
    ofObject: (raw) => new Map(objectKeys(kind, raw).map((key) => [key, objectValue(kind, raw, key)])),
    ofMount: (directory) => readAllMounted(directory, [namespace, name]),
  });
  const values = [...taken].flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  for (const [, value] of values) if (kind === 'Secret') sources.conceal(value);
  return new Map(values.map(([key, value]) => [key, new Sensitive(value)]));
}

/** What is taken out of an object, as a document has it or as it is mounted. */
interface Taking<T> {
  ofObject(raw: JsonObject): T;
  ofMount(directory: string): Promise<T>;
}

interface FoundObject<T> {
  readonly taken: T;
  readonly where: string;
  readonly isInput?: boolean;
  /** Absent where the place knows none. */
  readonly labels?: ReadonlyMap<string, string>;
}

/** The object that a reference means, if it carries the label that it must. */
async function findAllowed<T>(
  { kind, namespace, name, label, place }: Omit<KeyReference, 'key'>,
  sources: CredentialSources,
  taking: Taking<T>,
): Promise<FoundObject<T>> {
  const wanted = { kind, namespace, name };
  const found = await findObject(wanted, sources, taking);
  if ('searched' in found) {
    throw credentialError('CREDENTIAL_NOT_FOUND', { ...wanted, searched: found.searched }, place);
  }
  if (label !== undefined && found.labels !== undefined && found.labels.get(label[0]) !== label[1]) {
    throw credentialError('CREDENTIAL_LABEL', { ...wanted, label: `${label[0]}: ${label[1]}` }, place);
  }
  return found;
}

/** The first place that has the object decides, so that a later one cannot stand in for a key that it lacks. */
async function findObject<T>(
  wanted: { readonly kind: string; readonly namespace: string; readonly name: string },
  sources: CredentialSources,
  taking: Taking<T>,
): Promise<FoundObject<T> | { readonly searched: readonly string[] }> {
  const { config, reach } = sources;
  const { kind, namespace, name } = wanted;
  const searched: string[] = [];
  const inRun = (origin: Origin, where: string): FoundObject<T> | undefined => {
    if (!reach.mayUse(origin, namespace)) return undefined;
    searched.push(where);
    const found = sources.supporting.find((one) => one.origin === origin && isObject(one, wanted, sources));
    if (found === undefined) return undefined;
    const labels = new Map(Object.entries(found.metadata.labels));
    return { taken: taking.ofObject(found.raw), where, labels, isInput: origin === 'input' };
  };

  const platform = inRun('platform', platformName(config));
  if (platform !== undefined) return platform;
  const { directory } = config.credentials;
  if (directory !== undefined && reach.mayUse('mount', namespace)) {
    const where = `the credential mount ${directory}/${namespace}/${name}`;
    searched.push(where);
    if (await isMounted(directory, [namespace, name])) return { taken: await taking.ofMount(directory), where };
  }
  const input = inRun('input', 'the input');
  if (input !== undefined) return input;
  if (sources.cluster !== undefined && reach.mayUse('cluster', namespace)) {
    searched.push('the cluster');
    const object = await (await sources.cluster()).get(kind, name, namespace);
    if (object !== undefined) {
      const labels = new Map(Object.entries(metadataOf(object).labels));
      return { taken: taking.ofObject(object), where: 'the cluster', labels };
    }
  }
  return { searched };
}

async function annotationsOf(
  reference: Omit<ServiceAccountReference, 'audiences'>,
  sources: CredentialSources,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { reach, supporting, cluster } = sources;
  const { namespace, name } = reference;
  for (const origin of ['platform', 'mount', 'input', 'cluster'] as const) {
    if (!reach.mayUse(origin, namespace)) continue;
    const wanted = { kind: 'ServiceAccount', namespace, name };
    const found = supporting.find((one) => one.origin === origin && isObject(one, wanted, sources));
    if (found !== undefined) return found.metadata.annotations;
  }
  if (cluster === undefined || !reach.mayUse('cluster', namespace)) return undefined;
  const object = await (await cluster()).get('ServiceAccount', name, namespace);
  return object === undefined ? undefined : metadataOf(object).annotations;
}

async function accountToken(reference: ServiceAccountReference, sources: CredentialSources): Promise<Sensitive> {
  const { namespace, name, place } = reference;
  const { config, reach, env } = sources;
  const account = `${namespace}/${name}`;
  if (reach.restricted) throw policyError('ACCOUNT_TOKEN_REFUSED', { account }, place);
  const searched: string[] = [];
  const { tokens, directory } = config.credentials;

  searched.push(`credentials.tokens of ${platformName(config)}`);
  const file = Object.hasOwn(tokens, account) ? tokens[account] : undefined;
  if (file !== undefined) {
    const token = await readIfThere(file);
    if (token === undefined) throw credentialError('TOKEN_FILE', { account, file }, place);
    return concealed(token, sources);
  }
  if (directory !== undefined) {
    searched.push(`the credential mount ${directory}/${account}`);
    const token = await readMounted(directory, [namespace, name, 'token']);
    if (token !== undefined) return concealed(token, sources);
  }
  searched.push("the process's own token files");
  const { AWS_WEB_IDENTITY_TOKEN_FILE: aws, AZURE_FEDERATED_TOKEN_FILE: azure } = env;
  for (const own of [aws, azure, ownTokenFile]) {
    const token = own === undefined ? undefined : await readIfThere(own);
    if (token !== undefined && isTokenOf(token.toString('utf8'), reference)) return concealed(token, sources);
  }
  if (sources.cluster !== undefined) {
    return concealed(await (await sources.cluster()).requestToken(reference), sources);
  }
  throw credentialError('TOKEN_NOT_FOUND', { account, searched }, place);
}

async function ownToken(sources: CredentialSources): Promise<Sensitive> {
  if (!sources.reach.ambient) throw policyError('ACCOUNT_TOKEN_REFUSED', { account: "of the renderer's own" });
  const token = await readIfThere(ownTokenFile);
  if (token === undefined)
    throw credentialError('TOKEN_NOT_FOUND', { account: 'of the pod', searched: [ownTokenFile] });
  return concealed(token, sources);
}

/** As the Vault command line: what is set in the environment, else what its `login` left behind. */
async function vaultToken(variables: readonly string[], sources: CredentialSources): Promise<Sensitive | undefined> {
  const { reach, env } = sources;
  if (!reach.ambient) throw policyError('AMBIENT_REFUSED', { of: 'Vault' });
  const { HOME: home } = env;
  const set = variables.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  const token = set ?? (home === undefined ? undefined : await readIfThere(path.join(home, '.vault-token')));
  return token === undefined || token.toString().trim() === '' ? undefined : concealed(token, sources);
}

/** A token file ends in a line break that no header may carry. */
function concealed(token: Buffer | string, { conceal }: CredentialSources): Sensitive {
  const text = token.toString().trim();
  conceal(text);
  return new Sensitive(text);
}

function platformName({ file }: Pick<RenderConfig, 'file'>): string {
  return file === undefined
    ? 'the platform configuration (none is given: --config or ESR_CONFIG names one)'
    : `the platform configuration ${file}`;
}

function isObject(
  resource: Resource,
  wanted: { readonly kind: string; readonly namespace: string; readonly name: string },
  { defaultNamespace }: CredentialSources,
): boolean {
  const { kind, metadata } = resource;
  const namespace = metadata.namespace ?? defaultNamespace;
  return kind === wanted.kind && metadata.name === wanted.name && namespace === wanted.namespace;
}
