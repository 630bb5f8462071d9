// Chunks that every run loads become one file: to find, open and compile a file costs more than most chunks hold.
import path from 'node:path';

/**
 * Merges chunks of a build into one file.
 *
 * @param files - CommonJS by path, relative to the folder of the build; changed in place.
 * @param outputs - Of esbuild's metafile, by the same paths.
 * @param home - The file they are merged into.
 * @param sources - Whose chunks they are, with whatever these import at once.
 */
export function mergeChunks(files, outputs, home, sources) {
  const members = inOrder(sources, outputs).filter((chunk) => chunk.startsWith('chunks/'));
  const linked = [...files].map(([file, code]) => [file, relink(file, code, { home, members: new Set(members) })]);
  for (const [file, code] of linked) files.set(file, code);
  const methods = members.map((name) => `${JSON.stringify(name)}(module,exports){${files.get(name)}\n}`);
  for (const member of members) files.delete(member);
  // Methods, and not functions called where they stand: V8 would compile those all at once, which takes some MB.
  files.set(
    home,
    `const __parts=exports,__make={${methods.join(',')}};
for(const name in __make){const module={exports:{}};__make[name](module,module.exports);__parts[name]=module.exports}
`,
  );
}

/** The chunks of some sources and what they import at once, each behind what it imports. */
function inOrder(sources, outputs) {
  const found = new Set();
  const visit = (chunk, waiting) => {
    if (found.has(chunk)) return;
    if (waiting.includes(chunk)) throw new Error(`chunks import each other in a circle: ${waiting.join(', ')}`);
    for (const { path: next, kind } of outputs[chunk].imports) {
      if (kind === 'import-statement' && next in outputs) visit(next, [...waiting, chunk]);
    }
    found.add(chunk);
  };
  for (const source of sources) {
    const chunk = Object.keys(outputs).find((each) => outputs[each].entryPoint === source);
    if (chunk === undefined) throw new Error(`${source} has no chunk of its own`);
    visit(chunk, []);
  }
  return [...found];
}

function relink(file, code, { home, members }) {
  const folder = path.posix.dirname(file);
  return code.replace(/require\("(\.{1,2}\/[^"]+)"\)/g, (as, id) => {
    const chunk = path.posix.join(folder, id);
    if (!members.has(chunk)) return as;
    if (members.has(file)) return `__parts[${JSON.stringify(chunk)}]`;
    const from = path.posix.relative(folder, home);
    return `require(${JSON.stringify(from.startsWith('.') ? from : `./${from}`)})[${JSON.stringify(chunk)}]`;
  });
}
