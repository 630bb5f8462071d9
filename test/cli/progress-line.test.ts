import { progressLine } from '../../plugin/cli/progress-line.ts';
import type { Terminal } from '../../plugin/cli/terminal.ts';

function terminal(isInteractive: boolean, times: number[]) {
  let written = '';
  const fake: Pick<Terminal, 'isInteractive' | 'now' | 'writeError'> = {
    isInteractive,
    now: () => times.shift() ?? 0,
    writeError: (text) => {
      written += text;
    },
  };
  return { line: progressLine(fake as Terminal), written: () => written };
}

describe('progressLine()', () => {
  test('shows itself to people after half a second, and goes away', () => {
    const { line, written } = terminal(true, [0, 100, 700]);
    line.show({ done: 1, total: 3 });
    expect(written()).toBe('');
    line.show({ done: 2, total: 3 });
    line.clear();
    line.clear();
    expect(written()).toBe('\r\u001b[2Kreading 2 of 3\r\u001b[2K');
  });

  test('shows itself after half a second also where the first read is slow', () => {
    jest.useFakeTimers();
    try {
      const { line, written } = terminal(true, [0, 0]);
      line.show({ done: 0, total: 3 });
      jest.advanceTimersByTime(600);
      expect(written()).toBe('\r\u001b[2Kreading 0 of 3');
      line.clear();
      const quick = terminal(true, [0, 0]);
      quick.line.show({ done: 0, total: 3 });
      quick.line.clear();
      jest.advanceTimersByTime(600);
      expect(quick.written()).toBe('');
    } finally {
      jest.useRealTimers();
    }
  });

  test('writes nothing where nobody looks', () => {
    const { line, written } = terminal(false, [0, 900]);
    line.show({ done: 1, total: 3 });
    line.clear();
    expect(written()).toBe('');
  });
});
