/** What this machine may have set and a test must not see. */
const ofProviders =
  /^(AWS_|VAULT_|BAO_|AZURE_|GOOGLE_|GCLOUD_|CLOUDSDK_|KUBE|OP_|ESR_|ARGOCD_|(https?|all|no)_proxy$)/i;

/** Runs work with these variables as the only ones of providers and proxies in the process's environment. */
export async function withEnvironment<T>(env: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  const clear = () => {
    for (const name of Object.keys(process.env)) if (ofProviders.test(name)) delete process.env[name];
  };
  try {
    clear();
    Object.assign(process.env, env);
    return await work();
  } finally {
    clear();
    for (const name of Object.keys(env)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
