/** How words stand out on a terminal; without colour they stay as they are. */
export interface Style {
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

/** Makes a style. The sixteen colours of the terminal's own theme, so that it reads on dark and on light. */
export function styleOf(hasColour: boolean): Style {
  const paint = (on: number, off: number) => (text: string) =>
    hasColour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    red: paint(31, 39),
    yellow: paint(33, 39),
    green: paint(32, 39),
    cyan: paint(36, 39),
    bold: paint(1, 22),
    dim: paint(2, 22),
  };
}
