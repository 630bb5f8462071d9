import { main } from '../../plugin/cli/main.ts';
import type { Terminal } from '../../plugin/cli/terminal.ts';

/** What a call of the program came to. */
export interface EsrResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** How often stdout was written to. */
  readonly writes: number;
}

/** What a call of the program finds around it. */
export interface EsrOptions {
  readonly stdin?: string | Buffer;
  readonly env?: Record<string, string>;
  /** What is otherwise than where nobody looks. */
  readonly terminal?: Partial<Terminal>;
}

/** Runs the program in this process. */
export async function runEsr(
  argv: readonly string[],
  { stdin = '', env = {}, terminal = {} }: EsrOptions = {},
): Promise<EsrResult> {
  const out: Uint8Array[] = [];
  let stderr = '';
  let writes = 0;
  const status = await main(argv, {
    env,
    isInteractive: false,
    now: () => Date.now(),
    readStdin: async () => Buffer.from(stdin as string),
    async *readLines() {
      yield* stdin.toString().split('\n');
    },
    async writeOut(chunks) {
      writes += 1;
      out.push(...chunks);
    },
    writeError(text) {
      stderr += text;
    },
    ...terminal,
  });
  return { status, stdout: Buffer.concat(out).toString('utf8'), stderr, writes };
}
