import type { Terminal } from './terminal.ts';

/** Tells a person how far the reading is, on one line that goes away again. */
export interface ProgressLine {
  show(state: { readonly done: number; readonly total: number }): void;
  clear(): void;
}

const eraseLine = '\r\u001b[2K';
/** Runs that end sooner need no line. */
const quietMs = 500;

/** Makes the line; nothing is written where nobody looks at stderr. */
export function progressLine(terminal: Terminal): ProgressLine {
  if (!terminal.isInteractive) return { show: () => undefined, clear: () => undefined };
  const start = terminal.now();
  let isShown = false;
  return {
    show({ done, total }) {
      if (terminal.now() - start < quietMs) return;
      isShown = true;
      terminal.writeError(`${eraseLine}reading ${done} of ${total}`);
    },
    clear() {
      if (isShown) terminal.writeError(eraseLine);
      isShown = false;
    },
  };
}
