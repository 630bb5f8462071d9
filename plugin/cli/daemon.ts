import type { Run } from '../model/run.ts';
import type { LoadedRendering } from '../pipeline/render-loaded.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Has the daemon that `ESR_SOCKET` names render, where there is one. Its client loads when there is something to ask. */
export function daemonOf({ env }: Terminal, run: Run): Pick<LoadedRendering, 'elsewhere'> {
  const socket = env['ESR_SOCKET'];
  if (!socket) return {};
  return {
    async elsewhere(sources) {
      const { renderByDaemon } = await import('../serve/client.ts');
      return await renderByDaemon(sources, run, { socket, version });
    },
  };
}
