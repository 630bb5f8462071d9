import type { Invocation } from './invocation.ts';

/** The file of the platform configuration: the flag's, else the one that `ESR_CONFIG` names, if any. */
export function configFile({ options, terminal }: Pick<Invocation, 'options' | 'terminal'>): string | undefined {
  return options.text('config') ?? (terminal.env['ESR_CONFIG'] || undefined);
}
