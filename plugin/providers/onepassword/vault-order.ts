/** The vaults of a store in the order in which they are searched. @param vaults - Names or ids, with their order. */
export function vaultOrder(vaults: unknown): readonly string[] {
  return Object.entries(Object(vaults) as Readonly<Record<string, number>>)
    .sort(([, a], [, b]) => a - b)
    .map(([name]) => name);
}
