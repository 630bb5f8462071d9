import { watch } from 'node:fs';

/** Editors write a file in several steps. */
const quietMs = 150;

/** Tells each time when something below the paths has changed, once for changes in a row. Ends with the process. */
export async function* fileChanges(paths: readonly string[]): AsyncIterable<void> {
  let wake: (() => void) | undefined;
  let hasChanged = false;
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      hasChanged = true;
      wake?.();
    }, quietMs);
  };
  const watchers = paths.map((path) => watch(path, { recursive: true }, changed));
  // A folder that goes away takes its watcher along; the others go on.
  for (const watcher of watchers) watcher.on('error', () => watcher.close());
  try {
    while (true) {
      if (!hasChanged) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      hasChanged = false;
      yield;
    }
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}
