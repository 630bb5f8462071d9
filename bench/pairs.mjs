import { spawnSync } from 'node:child_process';

/** Runs commands in turn and gives the median of each one's wall time in ms, so that a busy machine slows all alike. */
export function medians(commands, rounds) {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, [file, ...args]] of Object.entries(commands)) {
      const from = process.hrtime.bigint();
      const { status, stderr } = spawnSync(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
      times[name].push(Number(process.hrtime.bigint() - from) / 1e6);
      if (status !== 0) throw new Error(`${name}: exit ${status}\n${stderr}`);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, all.sort((a, b) => a - b)[Math.floor(all.length / 2)]]),
  );
}

/** Prints each command's median beside the first one's. */
export function printRatios(title, results) {
  const [[baseName, base]] = Object.entries(results);
  console.log(`\n${title}`);
  for (const [name, ms] of Object.entries(results)) {
    console.log(
      `  ${name.padEnd(44)} ${ms.toFixed(1).padStart(8)} ms   ${(ms / base).toFixed(2).padStart(6)} x ${baseName}`,
    );
  }
}
