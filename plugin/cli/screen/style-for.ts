import type { Terminal } from '../terminal.ts';
import { type Style, styleOf } from './style.ts';

/** The style of what is written to stdout or to stderr. */
export function styleFor(terminal: Terminal, stream: 'out' | 'error'): Style {
  const columns = stream === 'out' ? terminal.columns : terminal.errorColumns;
  return styleOf(terminal.hasColour?.[stream] === true, columns);
}
