/**
 * Gives the plain name of a Unicode class that Go's regexps know (`\p{…}`): a category or a script.
 *
 * @remarks
 * Case, spaces, `-` and `_` do not count. As of Go 1.26 scripts whose own name has two words are not found any more.
 * Go: `unicodeTable` of src/regexp/syntax/parse.go.
 */
export function unicodeClass(name: string): string | undefined {
  return classes.get(name.replace(/[-_ ]/g, '').toLowerCase());
}

const categories =
  'C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs';

const scripts =
  'Adlam Ahom Arabic Armenian Avestan Balinese Bamum Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid ' +
  'Carian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cyrillic Deseret Devanagari Dogra Duployan ' +
  'Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gurmukhi Han Hangul Hanunoo Hatran ' +
  'Hebrew Hiragana Inherited Javanese Kaithi Kannada Katakana Kawi Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha ' +
  'Limbu Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Medefaidrin Miao Modi Mongolian Mro ' +
  'Multani Myanmar Nabataean Nandinagari Newa Nko Nushu Ogham Oriya Osage Osmanya Palmyrene Phoenician Rejang Runic ' +
  'Samaritan Saurashtra Sharada Shavian Siddham Sinhala Sogdian Soyombo Sundanese Syriac Tagalog Tagbanwa Takri Tamil ' +
  'Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Yezidi Yi';

const longCategories =
  'CasedLetter=LC ClosePunctuation=Pe CombiningMark=M ConnectorPunctuation=Pc Control=Cc CurrencySymbol=Sc ' +
  'DashPunctuation=Pd DecimalNumber=Nd EnclosingMark=Me FinalPunctuation=Pf Format=Cf InitialPunctuation=Pi Letter=L ' +
  'LetterNumber=Nl LineSeparator=Zl LowercaseLetter=Ll Mark=M MathSymbol=Sm ModifierLetter=Lm ModifierSymbol=Sk ' +
  'NonspacingMark=Mn Number=N OpenPunctuation=Ps Other=C OtherLetter=Lo OtherNumber=No OtherPunctuation=Po ' +
  'OtherSymbol=So ParagraphSeparator=Zp PrivateUse=Co Punctuation=P Separator=Z SpaceSeparator=Zs SpacingMark=Mc ' +
  'Surrogate=Cs Symbol=S TitlecaseLetter=Lt Unassigned=Cn UppercaseLetter=Lu cntrl=Cc digit=Nd punct=P';

const classes: ReadonlyMap<string, string> = new Map([
  ...`Any ASCII=Ascii Assigned ${categories} ${scripts} ${longCategories}`.split(' ').map((entry): [string, string] => {
    const [name = '', plain = name] = entry.split('=');
    return [name.toLowerCase(), plain];
  }),
]);
