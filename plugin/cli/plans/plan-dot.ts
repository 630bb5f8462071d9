import { edges } from './edges.ts';
import type { PlanView } from './plan-view.ts';

/** For Graphviz. */
export function planDot(view: PlanView): string {
  const lines = edges(view).flatMap(({ store, read, reader }) => {
    const value = quoted(`${store}\n${read}`);
    return [
      `  ${value} [label=${quoted(read)}, shape=note];`,
      `  ${quoted(store)} [shape=cylinder];`,
      `  ${quoted(reader)} [shape=box];`,
      `  ${quoted(store)} -> ${value};`,
      `  ${value} -> ${quoted(reader)};`,
    ];
  });
  return `digraph plan {\n  rankdir=LR;\n${[...new Set(lines)].join('\n')}\n}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
