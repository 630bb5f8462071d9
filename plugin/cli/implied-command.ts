import { isResourceList } from '../pipeline/load/resource-list.ts';
import { commands } from './registry.ts';
import type { Terminal } from './terminal.ts';

/** A call of the program with its command named. */
export interface NamedCall {
  readonly argv: readonly string[];
  readonly terminal: Terminal;
}

/**
 * Names the command of a call that names none: kustomize and kpt start a function without words, and a legacy plugin with
 * the path of its configuration.
 *
 * @returns The call as it is where nothing is implied.
 */
export async function impliedCommand({ argv, terminal }: NamedCall): Promise<NamedCall> {
  const [name] = argv;
  if (name === undefined) {
    if (terminal.isStdinInteractive === true) return { argv, terminal };
    const bytes = await terminal.readStdin();
    return isResourceList(bytes)
      ? { argv: ['krm'], terminal: { ...terminal, readStdin: async () => bytes } }
      : { argv, terminal };
  }
  const isPlugin = terminal.env['KUSTOMIZE_PLUGIN_CONFIG_ROOT'] !== undefined && !name.startsWith('-');
  return isPlugin && !commands.some((command) => command.name === name)
    ? { argv: ['krm', ...argv], terminal }
    : { argv, terminal };
}
