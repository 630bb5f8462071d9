// Runs inside the single executable: gives the core its chunks, which are assets of the executable, each with the V8
// code cache that the very same Node made of it. Shared with binary.mjs, which makes those caches.

/**
 * Makes a `require` for the files of dist/.
 * @param source - Gives the text of a file such as `chunks/aws-1.cjs`.
 * @param cache - Gives its code cache, or undefined.
 * @param asset - Gives the bytes of a file beside the chunks, by its path.
 * @param builtin - `require` for Node's own modules.
 */
function makeLoader(source, cache, asset, builtin) {
  const vm = builtin('node:vm');
  const path = builtin('node:path');
  const modules = new Map();
  const scripts = new Map();

  function load(name) {
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const cachedData = cache(name);
    const script = new vm.Script(
      `(function (exports, require, module, __filename, __dirname, __esrAsset) {${source(name).replace(/^#!.*/, '')}\n})`,
      { filename: name, ...(cachedData === undefined ? {} : { cachedData }) },
    );
    scripts.set(name, script);
    const folder = path.posix.dirname(name);
    const require = (id) => (/^\.{1,2}\//.test(id) ? load(path.posix.join(folder, id)) : builtin(id));
    script.runInThisContext()(module.exports, require, module, `/${name}`, `/${folder}`, asset);
    return module.exports;
  }

  return { load, scripts };
}

module.exports = { makeLoader };
