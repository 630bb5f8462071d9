/** The labels of an ExternalSecret that `nameOf` has named. */
export function labelsOf(name: string): { readonly name: string; readonly namespace: string } {
  const at = name.indexOf('/');
  return { name: name.slice(at + 1), namespace: name.slice(0, at) };
}
