import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const probe = fileURLToPath(new URL('probe.cjs', import.meta.url));
const program = process.env.ESR ?? 'dist/esr.cjs';

/** Renders a file: the least processor time in ms and the least memory in MB of some rounds, since others only add. */
export function measure(file, config, rounds) {
  const runs = Array.from({ length: rounds }, () => {
    const given = ['--require', probe, program, 'generate', file, '--config', config];
    const { status, stderr } = spawnSync(process.execPath, given, {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    const told = /^probe (\d+) (\d+)$/m.exec(stderr);
    if (status !== 0 || told === null) throw new Error(`exit ${status}\n${stderr}`);
    return { ms: Number(told[1]) / 1000, memory: Number(told[2]) / 1024 };
  });
  const least = (of) => Math.min(...runs.map((run) => run[of]));
  return { ms: least('ms'), memory: least('memory') };
}
