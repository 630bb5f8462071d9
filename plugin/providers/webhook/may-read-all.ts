/** Whether a template may read more of `remoteRef` than its key, version and property by their names. */
export function mayReadAll(templates: string): boolean {
  return /namespace|remoteRef(?!\.(?:key|version|property)\b)|[\s(]\.(?![A-Za-z_])/.test(templates);
}
