/** One modifier of a placeholder, cut into words. */
export interface Modifier {
  readonly name: string;
  /** What stands behind the name, blanks in a row made one. */
  readonly argument: string;
}

/** What is done to a text that becomes part of a YAML document; no modifier of the plugin's. */
export const asJson = '(json)';

/** Reads `NAME ARGUMENTS`. */
export function modifierOf(text: string): Modifier {
  const [name = '', ...words] = text.split(/\s+/).filter((word) => word !== '');
  return { name, argument: words.join(' ') };
}

/**
 * Leaves out what undoes itself: an encoding that is decoded at once.
 *
 * @remarks A placeholder in `data` is decoded when Kubernetes reads it, so `<key | base64encode>` there is the plain value.
 */
export function withoutRoundTrips(modifiers: readonly Modifier[]): readonly Modifier[] {
  const kept: Modifier[] = [];
  for (const modifier of modifiers) {
    if (modifier.name === 'base64decode' && kept.at(-1)?.name === 'base64encode') kept.pop();
    else kept.push(modifier);
  }
  return kept;
}
