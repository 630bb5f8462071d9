// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are meant
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A text of a manifest for a screen: what would move the cursor, colour the screen or turn the direction of the text is
 * written as an escape.
 */
export function printable(text: string): string {
  return text.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
