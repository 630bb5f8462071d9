/**
 * Writes the path of a member: `spec.data`, or `spec.template.data["tls.crt"]` where the name would not read as one.
 *
 * @param parent - Empty for the document itself.
 * @param name - A member's name, or the index of an item.
 */
export function fieldPath(parent: string, name: string | number): string {
  if (typeof name === 'number') return `${parent}[${name}]`;
  if (!/^[\w-]+$/.test(name)) return `${parent}[${JSON.stringify(name)}]`;
  return parent === '' ? name : `${parent}.${name}`;
}
