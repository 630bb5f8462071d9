/** Why the API server refuses a data key, or `undefined`. Kubernetes: `apimachinery/pkg/util/validation`, `IsConfigMapKey`. */
export function keyFault(key: string): string | undefined {
  if (key.length > 253) return 'is longer than 253 characters';
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) return 'may hold only ASCII letters, numbers, "-", "." and "_"';
  if (key === '.' || key.startsWith('..')) return 'may not be "." nor begin with ".."';
  return undefined;
}
