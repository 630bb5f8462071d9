/** Text inside a document's stretch that Kubernetes does not read, or refuses. */
export interface HiddenText {
  readonly offset: number;
  readonly marker: '---' | '...';
}

/**
 * Finds what Kubernetes would not see of a document: text behind a `...`, or behind a `---` that stands with text on
 * one line, which its reader refuses.
 *
 * @remarks k8s.io/apimachinery `util/yaml`: only the first document of a stretch is decoded.
 */
export function hiddenText(text: string): HiddenText | undefined {
  const refused = text.search(/(?<=\n)---[ \t\v\f]*[^\s#]/);
  if (refused >= 0) return { offset: refused, marker: '---' };
  const ended = /\n\.\.\.[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/.exec(text);
  if (ended === null) return undefined;
  const rest = ended.index + ended[0].length;
  const content = text.slice(rest).search(/^(?![ \t]*(?:#|\r?$)|%|\.\.\.)/m);
  return content < 0 || rest + content >= text.length ? undefined : { offset: rest + content, marker: '...' };
}
