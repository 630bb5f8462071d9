import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import path from 'node:path';

/** Folders that hold nothing of ours, and much else. */
const passedOver = new Set(['.git', 'node_modules']);

/** What is watched, until it is closed. */
export interface Watching {
  /** Takes in folders that have come since. */
  renew(): void;
  close(): void;
}

/**
 * Watches folders with all that is below them, and single files.
 *
 * @remarks Each folder is watched by itself, and a file by its folder: editors put a new file in the place of the old one, and
 *   whoever watches the old one (also `watch` of Node 20 with `recursive`) hears nothing from then on.
 */
export function watchFolders(paths: readonly string[], changed: () => void): Watching {
  const watchers = new Map<string, FSWatcher>();
  const add = (folder: string, only?: string) => {
    const key = `${folder}\0${only ?? ''}`;
    if (watchers.has(key)) return;
    const watcher = watch(folder, (_event, name) => {
      if (only === undefined || name === null || name === only) changed();
    });
    watchers.set(key, watcher);
    // A folder that goes away takes its watcher along; the others go on.
    watcher.on('error', () => {
      watcher.close();
      watchers.delete(key);
    });
  };
  const close = () => {
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
  // A folder that went and came back has its old name and is another one.
  const renew = () => {
    close();
    for (const each of paths) {
      if (isFolder(each)) for (const folder of foldersIn(each)) add(folder);
      else if (isFolder(path.dirname(each))) add(path.dirname(each), path.basename(each));
    }
  };
  renew();
  return { renew, close };
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

function foldersIn(folder: string): readonly string[] {
  const inside = readdirSync(folder, { withFileTypes: true });
  const below = inside.filter((entry) => entry.isDirectory() && !passedOver.has(entry.name));
  return [folder, ...below.flatMap(({ name }) => foldersIn(path.join(folder, name)))];
}
