/**
 * Whether a stream is one ResourceList, as kustomize hands it to a function.
 *
 * @remarks kyaml writes the kind near the top; a list may be large, so only the top level of its beginning is looked at.
 */
export function isResourceList(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 1 << 16);
  return /^\s*(?:---\s*\n)?\{/.test(start)
    ? /"kind"\s*:\s*"ResourceList"/.test(start)
    : /^["']?kind["']?\s*:\s*["']?ResourceList["']?\s*(?:#.*)?$/m.test(start);
}
