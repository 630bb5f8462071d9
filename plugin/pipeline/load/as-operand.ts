/** Writes a path so that no program takes it for an option. */
export function asOperand(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}
