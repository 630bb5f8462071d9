import type { Terminal } from './terminal.ts';

/** Tells a person how far the reading is, on one line that goes away again. */
export interface ProgressLine {
  show(state: ProgressState): void;
  clear(): void;
}

interface ProgressState {
  readonly done: number;
  readonly total: number;
}

const eraseLine = '\r\u001b[2K';
/** Runs that end sooner need no line. */
const quietMs = 500;

/** Makes the line; nothing is written where nobody looks at stderr. */
export function progressLine(terminal: Terminal): ProgressLine {
  if (!terminal.isInteractive) return { show: () => undefined, clear: () => undefined };
  const start = terminal.now();
  let isShown = false;
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const write = ({ done, total }: ProgressState) => {
    isShown = true;
    terminal.writeError(`${eraseLine}reading ${done} of ${total}`);
  };
  return {
    show(state) {
      stop();
      const wait = start + quietMs - terminal.now();
      if (wait <= 0) write(state);
      // The next one may be slow, and silence looks like a program that hangs.
      else timer = setTimeout(() => write(state), wait).unref();
    },
    clear() {
      stop();
      if (isShown) terminal.writeError(eraseLine);
      isShown = false;
    },
  };
}
