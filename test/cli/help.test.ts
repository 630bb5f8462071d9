import type { Command } from '../../plugin/cli/command.ts';
import { generalFlags } from '../../plugin/cli/flags.ts';
import { commandHelp } from '../../plugin/cli/help.ts';
import { parseArgv } from '../../plugin/cli/parse-argv.ts';
import { commands } from '../../plugin/cli/registry.ts';
import { runEsr } from '../support/run-esr.ts';

const names = commands.map(({ name }) => name);
let loaded: ReadonlyMap<string, Command>;
beforeAll(async () => {
  loaded = new Map(await Promise.all(commands.map(async ({ name, load }) => [name, (await load()).command] as const)));
});

/** The words of the `esr` in a line of shell; `undefined` for a line that starts another program. */
function wordsOf(line: string): readonly string[] | undefined {
  const call = line.split(/ \| | > | < /).find((part) => part.trimStart().startsWith('esr '));
  return call?.match(/'[^']*'|\S+/g)?.map((word) => word.replace(/^'|'$/g, ''));
}

describe('esr COMMAND --help', () => {
  test.each(names)('%s: what it is, how it is called, its flags, and examples that it would take', async (name) => {
    const command = loaded.get(name) as Command;
    const { stdout, status } = await runEsr([name, '--help']);
    expect([status, stdout]).toEqual([0, commandHelp(command)]);
    expect(stdout).toMatch(new RegExp(`^[A-Z][^]*\\.\\n\\nusage: esr ${name}`));
    expect(command.examples?.length ?? 0).toBeGreaterThan(0);
    for (const { words } of command.examples ?? []) {
      expect(stdout).toContain(`  ${words}\n`);
      const [, called, ...rest] = wordsOf(words) ?? ['esr', name];
      expect([words, called]).toEqual([words, name]);
      parseArgv(rest, [...command.flags, ...generalFlags], command.maxOperands);
    }
  });
});
