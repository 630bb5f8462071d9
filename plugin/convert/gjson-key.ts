/**
 * Writes one member's name as a `property`.
 *
 * @remarks A dot is left: every provider that takes a path tries the name as a whole first, or has no paths at all. What
 * else means something in a gjson path is escaped.
 */
export function gjsonKey(name: string): string {
  return /[\\*?|#@!{}[\]]/.test(name) ? name.replace(/[\\.*?|#@!{}[\]]/g, '\\$&') : name;
}
