import { execFile } from 'node:child_process';
import path from 'node:path';
import { credentialError } from '../errors/credential.ts';
import type { Kubeconfig } from '../go/kubeconfig.ts';
import type { Environment } from './environment.ts';

/** What a credential program answers: `ExecCredential.status` of client.authentication.k8s.io. */
export interface ExecStatus {
  readonly token?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/** How long a credential program may take. */
const timeoutMs = 10_000;

/**
 * Runs the credential program of a kubeconfig that the platform configuration names.
 *
 * @remarks Started directly, never through a shell. Its output is a credential: it is neither logged nor quoted.
 */
export async function execCredential(
  exec: NonNullable<Kubeconfig['exec']>,
  kubeconfig: string,
  { env, conceal }: { readonly env: Environment; conceal(value: string): void },
): Promise<ExecStatus> {
  // A command with a slash is relative to the kubeconfig, a bare one is looked up on PATH, as in client-go.
  const command = exec.command.includes('/') ? path.resolve(path.dirname(kubeconfig), exec.command) : exec.command;
  const info = { apiVersion: exec.apiVersion, kind: 'ExecCredential', spec: { interactive: false } };
  const problem = (what: string) =>
    credentialError('KUBECONFIG', { file: kubeconfig, problem: `${exec.command} ${what}` });
  const output = await new Promise<string>((resolve, reject) => {
    const options = {
      env: { ...env, ...exec.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
      timeout: timeoutMs,
      maxBuffer: 1 << 20,
    };
    execFile(command, [...exec.args], options, (error, stdout) => {
      if (error !== null) reject(problem('failed'));
      else resolve(stdout);
    });
  });
  const status = parseStatus(output);
  if (status === undefined) throw problem('gave no ExecCredential');
  if (status.token !== undefined) conceal(status.token);
  return status;
}

function parseStatus(output: string): ExecStatus | undefined {
  try {
    const { status } = JSON.parse(output) as {
      status?: { token?: string; clientCertificateData?: string; clientKeyData?: string };
    };
    if (status === undefined) return undefined;
    const { token, clientCertificateData: clientCertificate, clientKeyData: clientKey } = status;
    return {
      ...(token === undefined ? {} : { token }),
      ...(clientCertificate === undefined ? {} : { clientCertificate }),
      ...(clientKey === undefined ? {} : { clientKey }),
    };
  } catch {
    return undefined;
  }
}
