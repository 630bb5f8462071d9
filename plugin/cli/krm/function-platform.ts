import { throwAll } from '../../errors/map-all.ts';
import { usageError } from '../../errors/usage.ts';
import type { RenderConfig } from '../../model/config.ts';
import { loadConfig } from '../../trust/config.ts';
import { configFile } from '../config-file.ts';
import type { Invocation } from '../invocation.ts';

/**
 * The configuration that decides over the one of a kustomization; `undefined` where whoever runs kustomize wrote both.
 *
 * @remarks
 * Arguments of a function and of a legacy plugin stand in the kustomization as well, so that a flag is no more the
 * platform's than the file. Under Argo CD the kustomization is an application's, whether the platform has a file or not.
 *
 * @throws UsageError `CONFIG_PLATFORM_DECIDES`
 */
export async function functionPlatform(invocation: Invocation): Promise<RenderConfig | undefined> {
  const { options, terminal } = invocation;
  const own = terminal.env['ESR_CONFIG'] || undefined;
  if (own === undefined && !terminal.env['ARGOCD_APP_NAME']) {
    const file = configFile(invocation);
    return file === undefined ? undefined : await loadConfig(file);
  }
  const decided = ['config', 'namespace'].filter((flag) => options.text(flag) !== undefined);
  throwAll(decided.map((flag) => usageError('CONFIG_PLATFORM_DECIDES', { key: `--${flag}` })));
  return await loadConfig(own);
}
