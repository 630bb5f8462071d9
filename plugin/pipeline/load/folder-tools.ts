import type { Source } from '../../model/source.ts';

/** The tools, with all that they are told but the folder. */
export interface FolderTools {
  kustomize(folder: string): Promise<Source>;
  helm(): Promise<Source>;
}
