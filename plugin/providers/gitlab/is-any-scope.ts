/** Whether a scope is every environment. */
export function isAnyScope(scope: string): boolean {
  return scope === '' || scope === '*';
}
