import { kubernetesError } from '../../errors/kubernetes.ts';
import { bytesFromBuffer } from '../../go/byte-string.ts';
import { type Kubeconfig, type KubeconfigText, readKubeconfig } from '../../go/kubeconfig.ts';
import type { Place } from '../../model/place.ts';
import { accountReference } from '../account-reference.ts';
import { isCertificatePair } from '../certificate-pair.ts';
import { clientCertificate } from '../client-certificate.ts';
import { headerCredential } from '../header-credential.ts';
import { keyReference } from '../key-reference.ts';
import type { HttpRequest, ProviderContext, StoreInfo } from '../provider.ts';
import { storeCa } from '../store-ca.ts';
import type { KubernetesFields } from './kubernetes-fields.ts';

/** How the other cluster is reached, and as whom. */
export interface ClusterAccess extends Pick<HttpRequest, 'ca' | 'clientCertificate'> {
  /** Without a slash at its end. */
  readonly server: string;
  /** The value of the Authorization header; absent for a client certificate, or for nobody. */
  readonly authorization?: string;
  /** What requests are sent through. */
  readonly via: Pick<ProviderContext, 'http' | 'retry'>;
}

/** How long a requested token lives, as the operator's. */
const tokenSeconds = 3600;

/**
 * Resolves what a store says of its cluster: a kubeconfig, or a server with one of three ways to sign in.
 *
 * @remarks ESO: `providers/v1/kubernetes/auth.go`, `getAuth`.
 */
export async function openAccess(
  fields: KubernetesFields,
  info: StoreInfo,
  context: ProviderContext,
): Promise<ClusterAccess> {
  const { server = {}, auth, authRef } = fields;
  if (authRef !== undefined) {
    const place = info.place('authRef');
    const text = await context.secretKey(keyReference(authRef, info, place));
    const read = fromKubeconfig(readKubeconfig(bytesFromBuffer(text.reveal())), place, context);
    return { ...read, via: context.boundBy?.(text) ?? context };
  }
  const ca = await storeCa(server, { ...info, place: (field) => info.place(`server.${field}`) }, context);
  const signIn = await signInOf(auth, info, context);
  const isTls = ca !== undefined || signIn.clientCertificate !== undefined;
  return {
    server: serverUrl(server.url ?? '', isTls, info.place('server.url')),
    via: context,
    ...(ca === undefined ? {} : { ca }),
    ...signIn,
  };
}

type SignIn = Pick<ClusterAccess, 'authorization' | 'clientCertificate'>;

async function signInOf(auth: KubernetesFields['auth'], info: StoreInfo, context: ProviderContext): Promise<SignIn> {
  if (auth?.token !== undefined) {
    const reference = keyReference(auth.token.bearerToken, info, info.place('auth.token.bearerToken'));
    return { authorization: `Bearer ${await headerCredential(reference, 'the bearer token', context)}` };
  }
  if (auth?.serviceAccount !== undefined) {
    const reference = accountReference(auth.serviceAccount, info, info.place('auth.serviceAccount'));
    const token = await context.serviceAccountToken({ ...reference, expirationSeconds: tokenSeconds });
    context.conceal(token.reveal());
    return { authorization: `Bearer ${token.reveal().toString('latin1')}` };
  }
  if (auth?.cert === undefined) return {};
  const { clientCert, clientKey } = auth.cert;
  const references = {
    certificate: keyReference(clientCert, info, info.place('auth.cert.clientCert')),
    key: keyReference(clientKey, info, info.place('auth.cert.clientKey')),
  };
  return { clientCertificate: await clientCertificate(references, context) };
}

/** As Go's client, but for plain HTTP, which has to be written. */
function serverUrl(url: string, isTls: boolean, place: Place): string {
  const bare = url.replace(/\/+$/, '');
  if (/^https?:\/\//i.test(bare)) return bare;
  if (isTls) return `https://${bare}`;
  throw kubernetesError('KUBERNETES_PLAIN', { url }, place);
}

/** Takes what stands in the kubeconfig itself: a store's document may open no file of this machine and start no program. */
function fromKubeconfig(
  read: Kubeconfig | { readonly problem: string },
  place: Place,
  { conceal }: Pick<ProviderContext, 'conceal'>,
): Omit<ClusterAccess, 'via'> {
  const unusable = (problem: string) => kubernetesError('KUBERNETES_KUBECONFIG', { problem }, place);
  if ('problem' in read) throw unusable(read.problem);
  if (read.exec !== undefined) throw unusable('it wants a program to be started (exec)');
  const textOf = (part: KubeconfigText | undefined): string | undefined => {
    if (part !== undefined && 'file' in part) throw unusable(`it names the file ${part.file}`);
    return part?.text;
  };
  const [ca, token, certificate, key] = [read.ca, read.token, read.clientCertificate, read.clientKey].map(textOf);
  const pair = certificate === undefined || key === undefined ? undefined : { certificate, key };
  if (pair !== undefined && !isCertificatePair(pair)) throw unusable('its client certificate and key do not fit');
  for (const secret of [token, key, read.basic?.password]) if (secret) conceal(secret);
  const authorization = authorizationOf(token, read.basic);
  if (authorization !== undefined && !/^[\t\x20-\x7e]*$/.test(authorization)) {
    throw unusable('its token holds a character that no header can hold');
  }
  return {
    server: serverUrl(read.server, ca !== undefined || pair !== undefined, place),
    ...(ca === undefined ? {} : { ca }),
    ...(pair === undefined ? {} : { clientCertificate: pair }),
    ...(authorization === undefined ? {} : { authorization }),
  };
}

function authorizationOf(token: string | undefined, basic: Kubeconfig['basic']): string | undefined {
  if (token !== undefined) return `Bearer ${token}`;
  if (basic === undefined) return undefined;
  return `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}`;
}
