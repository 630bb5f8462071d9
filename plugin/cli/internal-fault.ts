/** Where a bug is: kinds and places of our code, never the message, which may hold a value. */
export function internalFault(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'something that is no error was thrown';
  // A message may look like a line of the stack.
  const stack = (thrown.stack ?? '')
    .split(thrown.message === '' ? '\n' : thrown.message)
    .slice(1)
    .join('\n');
  const frames = stack.split('\n').flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? []);
  return `${thrown.name}${frames.length === 0 ? '' : ` at ${frames.slice(0, 3).join(' < ')}`}`;
}
