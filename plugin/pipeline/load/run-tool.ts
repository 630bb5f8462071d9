import { spawn } from 'node:child_process';
import { documentError } from '../../errors/document.ts';
import { storeError } from '../../errors/store.ts';
import type { ToolCommand } from './tool-command.ts';

/** What bounds a tool. */
export interface ToolBounds {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** What the tool finds in its environment; the process's own when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

// Enough for the cause; a broken chart can print megabytes.
const maxErrorBytes = 4096;

/**
 * Runs a program without a shell and gives what it printed.
 *
 * @returns `undefined` when there is no such program.
 * @throws ManifestError `TOOL_FAILED` with the beginning of what it said, `INPUT_TOO_LARGE`; StoreError `RUN_TIMEOUT`
 */
export async function runTool(
  command: ToolCommand,
  { signal, maxBytes, env }: ToolBounds,
): Promise<Buffer | undefined> {
  const shown = showCommand(command);
  if (signal.aborted) throw storeError('RUN_TIMEOUT', { waitingFor: shown });
  const child = spawn(command.program, command.arguments, {
    stdio: [command.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
    ...(env === undefined ? {} : { env }),
  });
  const output: Buffer[] = [];
  const words: Buffer[] = [];
  let bytes = 0;
  let wordBytes = 0;
  // A tool that ends without reading says why on stderr.
  child.stdin?.on('error', () => undefined).end(command.stdin);
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) child.kill('SIGKILL');
    else output.push(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    if (wordBytes < maxErrorBytes) words.push(chunk.subarray(0, maxErrorBytes - wordBytes));
    wordBytes += chunk.length;
  });
  const end = await new Promise<{ readonly code?: string | undefined; readonly status: number | string }>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => resolve({ code: error.code, status: error.code ?? 'unknown' }));
    child.on('close', (status, killed) => resolve({ status: status ?? killed ?? 'unknown' }));
  });
  if (end.code === 'ENOENT') return undefined;
  if (bytes > maxBytes) throw documentError('INPUT_TOO_LARGE', { what: shown, most: maxBytes });
  if (signal.aborted) throw storeError('RUN_TIMEOUT', { waitingFor: shown });
  if (end.status === 0) return Buffer.concat(output);
  const said = Buffer.concat(words).toString('utf8').trim();
  throw documentError('TOOL_FAILED', { command: shown, status: end.status, said, cut: wordBytes > maxErrorBytes });
}

/** Writes a command as a person would. */
function showCommand({ program, arguments: words }: ToolCommand): string {
  return [program, ...words].join(' ');
}
