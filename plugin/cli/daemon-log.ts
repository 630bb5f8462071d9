import type { Log } from '../serve/log.ts';
import { internalFault } from './internal-fault.ts';
import { printable } from './screen/printable.ts';
import type { Terminal } from './terminal.ts';

/** The log of a daemon on stderr: a line an event, for people or as JSON. */
export function daemonLog({ writeError, now }: Pick<Terminal, 'writeError' | 'now'>, asJson: boolean): Log {
  const event: Log['event'] = (level, says, facts = {}) => {
    const known = Object.entries(facts).filter(([, value]) => value !== undefined);
    const time = new Date(now()).toISOString();
    if (asJson) {
      writeError(`${printable(JSON.stringify({ time, level, message: says, ...Object.fromEntries(known) }))}\n`);
      return;
    }
    const words = known.map(([name, value]) => `${name}=${shown(value)}`);
    writeError(`${[time, level, says, ...words].join(' ')}\n`);
  };
  return { event, bug: (thrown) => event('error', 'a bug; please report it', { at: internalFault(thrown) }) };
}

function shown(value: unknown): string {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  return /^[!-~]+$/.test(text) && !/["=]/.test(text) ? text : printable(JSON.stringify(text));
}
