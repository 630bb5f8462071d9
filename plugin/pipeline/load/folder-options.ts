import type { HelmOptions } from './helm.ts';
import type { KustomizeOptions } from './kustomize.ts';
import type { ManifestChoice } from './read-manifests.ts';

/** How the kinds of folders are rendered. */
export interface FolderOptions {
  readonly kustomize?: KustomizeOptions;
  readonly helm?: HelmOptions;
  readonly manifests?: Omit<ManifestChoice, 'root'>;
  /** File of a kustomization into which the chart beside it is rendered first. */
  readonly chartOutput?: string;
  /** Whether a chart's dependencies are fetched where they are missing. */
  readonly fetchDependencies?: boolean;
  /** The repository: nothing outside of it is read, also not through a link. */
  readonly root?: string;
  /** Environment of the tools; the process's own when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
