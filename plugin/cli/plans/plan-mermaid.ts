import { edges } from './edges.ts';
import type { PlanView } from './plan-view.ts';

/** For Markdown: GitHub and GitLab draw it. */
export function planMermaid(view: PlanView): string {
  const ids = new Map<string, string>();
  const id = (text: string) => {
    const known = ids.get(text) ?? `n${ids.size}`;
    ids.set(text, known);
    return known;
  };
  const lines = edges(view).flatMap(({ store, read, reader }) => {
    const [from, value, to] = [id(store), id(`${store}\n${read}`), id(reader)];
    return [
      `  ${from}[(${quoted(store)})]`,
      `  ${value}(${quoted(read)})`,
      `  ${to}[${quoted(reader)}]`,
      `  ${from} --> ${value}`,
      `  ${value} --> ${to}`,
    ];
  });
  return `flowchart LR\n${[...new Set(lines)].join('\n')}\n`;
}

/** Mermaid takes HTML entities for what would end its strings. */
function quoted(text: string): string {
  return `"${text.replace(/["#<>&]/g, (character) => `#${character.charCodeAt(0)};`)}"`;
}
