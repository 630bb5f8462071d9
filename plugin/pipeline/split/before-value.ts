const comment = String.raw`#[^\n]{0,299}\n`;
const blanks = String.raw`\s{0,999}(?:${comment}\s{0,999}){0,19}`;
const property = String.raw`(?:[>|][-+0-9]{0,9}|[&!]\S{0,99})(?:\s{1,99}|[ \t]{1,99}${comment}\s{0,99})`;

/**
 * What may stand between a key and its value, as the source of a regular expression: the end of a quotation, the colon,
 * blanks, line breaks and comments, and tags, anchors and the header of a block scalar.
 *
 * @remarks Bounded, and tightly for comments: manifests are not trusted, and a search must not read a long comment again
 * for each key that the comment itself holds.
 */
export const beforeValue = String.raw`["']?\s{0,99}:${blanks}(?:${property}){0,4}`;
