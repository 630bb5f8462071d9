/** Whether something was thrown because the stack of the process ended. While a regular expression is compiled, V8 calls that a SyntaxError. */
export function isStackOverflow(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message.includes('Maximum call stack size exceeded');
}
