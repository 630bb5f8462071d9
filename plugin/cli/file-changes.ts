import { watchFolders } from './watch-folders.ts';

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
  const watching = watchFolders(paths, changed);
  try {
    while (true) {
      if (!hasChanged) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      hasChanged = false;
      watching.renew();
      yield;
    }
  } finally {
    clearTimeout(timer);
    watching.close();
  }
}
