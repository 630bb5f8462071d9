import { catchStrays } from './cli/catch-strays.ts';
import { main } from './cli/main.ts';
import { processTerminal } from './cli/process-terminal.ts';

catchStrays();
// `exitCode` and not `exit`: what was written to a pipe must leave it first.
main(process.argv.slice(2), processTerminal(process.env)).then((status) => {
  process.exitCode = status;
});
