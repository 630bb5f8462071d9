import type { RenderConfig } from '../model/config.ts';
import type { Application, Run } from '../model/run.ts';
import { createRun } from '../pipeline/create-run.ts';
import { loadConfig } from '../trust/config.ts';
import { seededBy } from '../trust/seeded-by.ts';
import { configFile } from './config-file.ts';
import { durationOf } from './duration-of.ts';
import type { Invocation } from './invocation.ts';
import type { Terminal } from './terminal.ts';

/**
 * Makes the run of a command from its flags, the platform configuration and the environment.
 *
 * @param given - The configuration, where the command has read it already.
 */
export async function openRun(invocation: Invocation, purpose: Run['purpose'], given?: RenderConfig): Promise<Run> {
  const { terminal, reporter, redactor } = invocation;
  const config = withFlags(given ?? (await loadConfig(configFile(invocation))), invocation);
  return createRun({
    config,
    purpose,
    application: applicationOf(terminal),
    ...(await seededBy(config)),
    now: terminal.now,
    warn: (warning) => reporter.report({ ...warning, level: 'warning' }),
    conceal: (value) => redactor.conceal(value),
    admit: (texts) => redactor.admit(texts),
  });
}

function withFlags(config: RenderConfig, { options }: Invocation): RenderConfig {
  const namespace = options.text('namespace');
  const timeout = options.text('timeout');
  const timeoutMs = timeout === undefined ? config.limits.timeoutMs : durationOf('--timeout', timeout);
  return {
    ...config,
    ...(namespace === undefined ? {} : { namespace }),
    limits: { ...config.limits, timeoutMs },
  };
}

/** What Argo CD says about the application; its author does not control these. */
function applicationOf({ env }: Terminal): Application {
  const names = {
    name: 'ARGOCD_APP_NAME',
    namespace: 'ARGOCD_APP_NAMESPACE',
    project: 'ARGOCD_APP_PROJECT_NAME',
    repository: 'ARGOCD_APP_SOURCE_REPO_URL',
    path: 'ARGOCD_APP_SOURCE_PATH',
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([field, variable]) => {
      const value = env[variable];
      return value ? [[field, value]] : [];
    }),
  );
}
