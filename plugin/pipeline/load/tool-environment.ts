import path from 'node:path';

/** What a tool needs to run, to find its caches and to reach repositories. */
const needed = new Set([
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'HELM_CACHE_HOME',
  'HELM_CONFIG_HOME',
  'HELM_DATA_HOME',
  'HELM_PLUGINS',
  'HELM_REGISTRY_CONFIG',
  'HELM_REPOSITORY_CACHE',
  'HELM_REPOSITORY_CONFIG',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'SSH_AUTH_SOCK',
  'SSH_KNOWN_HOSTS',
  'KUBE_VERSION',
  'KUBE_API_VERSIONS',
]);
/** Git credentials of the repository (`provideGitCreds`), and what Argo CD says about the application. */
const prefixes = ['GIT_', 'ARGOCD_APP_', 'ARGOCD_ENV_', 'ARGOCD_ASK_PASS_', 'ARGOCD_GIT_ASKPASS'];

/**
 * The environment for tools that work on an application's files.
 *
 * @remarks Credentials of this process are not among it: what a tool can read, files that it runs or includes could show.
 */
export function toolEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const isNeeded = (name: string) => needed.has(name.toUpperCase()) || prefixes.some((start) => name.startsWith(start));
  return {
    HELM_PLUGINS: pluginsOf(env),
    ...Object.fromEntries(Object.entries(env).filter(([name]) => isNeeded(name))),
  };
}

/**
 * Where helm finds its plugins.
 *
 * @remarks Said outright: a kustomization may set the folder of helm's data (`helmGlobals.configHome`), and plugins that it
 * brings along would run.
 */
function pluginsOf(env: Readonly<Record<string, string | undefined>>): string {
  const data = env['XDG_DATA_HOME'] ?? path.join(env['HOME'] ?? path.sep, '.local', 'share');
  return path.join(env['HELM_DATA_HOME'] ?? path.join(data, 'helm'), 'plugins');
}
