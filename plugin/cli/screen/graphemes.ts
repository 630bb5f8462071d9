let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character: a letter with its accents, a picture made of several. */
export function graphemes(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}
