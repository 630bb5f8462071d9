import { displayWidth } from './display-width.ts';
import { graphemes } from './graphemes.ts';

/** Cuts out the middle of a text that is wider than there is room. More is left of its end: of a path that is the file. */
export function shorten(text: string, room: number): string {
  if (displayWidth(text) <= room) return text;
  const characters = graphemes(text);
  const left = taken(characters, Math.floor((room - 1) / 3));
  const right = taken(characters.toReversed(), room - 1 - displayWidth(left.join('')));
  return `${left.join('')}…${right.toReversed().join('')}`;
}

/** The first characters that fit. */
function taken(characters: readonly string[], room: number): readonly string[] {
  let width = 0;
  const end = characters.findIndex((character) => {
    width += displayWidth(character);
    return width > room;
  });
  return end < 0 ? characters : characters.slice(0, end);
}
