/** How words stand out on a terminal, and how much room there is; without colour they stay as they are. */
export interface Style {
  /** Width of the screen; infinite where nobody looks, so that nothing is broken or cut there. */
  readonly columns: number;
  red(text: string): string;
  magenta(text: string): string;
  green(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

/**
 * Makes a style.
 *
 * @remarks Colours of the terminal's own theme, and of those only the ones that can be read on dark and on light: yellow and
 *   cyan vanish on white, blue on black.
 */
export function styleOf(hasColour: boolean, columns = Number.POSITIVE_INFINITY): Style {
  const paint = (on: number, off: number) => (text: string) =>
    hasColour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    columns,
    red: paint(31, 39),
    magenta: paint(35, 39),
    green: paint(32, 39),
    bold: paint(1, 22),
    dim: paint(2, 22),
  };
}
