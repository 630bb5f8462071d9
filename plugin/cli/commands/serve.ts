import { serveError } from '../../errors/serve.ts';
import { usageError } from '../../errors/usage.ts';
import { loadConfig } from '../../trust/config.ts';
import type { Command } from '../command.ts';
import { configFile } from '../config-file.ts';
import { daemonLog } from '../daemon-log.ts';
import { durationOf } from '../duration-of.ts';
import { configFlags } from '../flags.ts';
import { version } from '../version.ts';

/** `esr serve`: the daemon beside the sidecar. */
export const command: Command = {
  name: 'serve',
  summary: 'Renders for esr generate beside it, and has Argo CD render again what has changed in the stores.',
  operands: '',
  maxOperands: 0,
  flags: [
    ...configFlags.filter(({ name }) => name === 'config'),
    { name: 'socket', takes: 'PATH', says: 'Unix socket to listen on; else the one that ESR_SOCKET names' },
    { name: 'listen', takes: 'HOST:PORT', says: 'serve /metrics, /healthz, /readyz and the status page there' },
    { name: 'argocd-namespace', takes: 'NAME', says: 'where Argo CD lives; argocd by default' },
    { name: 'min-interval', takes: 'DURATION', says: 'read nothing more often than this; 1m by default' },
  ],
  details: [
    'esr generate hands its work to the daemon where ESR_SOCKET names the socket, and does it itself where nobody is there.',
    'Every refreshInterval the values of an application are read again; when one changed, Argo CD is asked to render it.',
    'It ends with SIGTERM or Ctrl+C, when what is in work is done; told again it ends at once.',
    'What it remembers is in memory only.',
  ].join('\n'),
  examples: [
    { words: 'esr serve --socket /run/esr/esr.sock --listen 0.0.0.0:8085', does: 'what the second container runs' },
    { words: 'ESR_SOCKET=/run/esr/esr.sock esr generate overlays/prod', does: 'render by it' },
  ],

  async run(invocation) {
    const { options, terminal } = invocation;
    const socket = options.text('socket') ?? terminal.env['ESR_SOCKET'];
    if (!socket) throw serveError('SOCKET_MISSING', {});
    const address = addressOf(options.text('listen'));
    const leastIntervalMs = durationOf('--min-interval', options.text('min-interval') ?? '1m');
    const file = configFile(invocation);
    const log = daemonLog(terminal, options.text('log-format') === 'json');
    const { serve } = await import('../../serve/serve.ts');
    const daemon = await serve({
      ...{ socket, leastIntervalMs, version, log },
      ...(address === undefined ? {} : { address }),
      argocdNamespace: options.text('argocd-namespace') ?? 'argocd',
      loadConfig: () => loadConfig(file),
      now: () => terminal.now(),
    });
    log.event('info', 'listening', { socket, port: daemon.port });
    await terminal.stopped?.();
    log.event('info', 'stopping');
    // Told a second time it ends at once.
    const closed = daemon.close();
    terminal.stopped?.().then(() => daemon.cut());
    await closed;
    return { out: [], status: 0 };
  },
};

function addressOf(text: string | undefined): { readonly host: string; readonly port: number } | undefined {
  if (text === undefined) return undefined;
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw usageError('FLAG_VALUE', { flag: '--listen', value: text, allowed: ['HOST:PORT such as 127.0.0.1:8085'] });
  }
  return { host: bracketed ?? (plain || '127.0.0.1'), port: Number(port) };
}
