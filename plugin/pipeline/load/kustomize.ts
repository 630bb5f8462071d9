import { asOperand } from './as-operand.ts';
import type { KustomizationEdit } from './edit-kustomization.ts';
import type { ToolCommand } from './tool-command.ts';

/** What a kustomization is built with. */
export interface KustomizeOptions {
  /** Further arguments of `kustomize build`, each as it is. */
  readonly buildOptions?: readonly string[];
  /** Changes to the kustomization before it is built. */
  readonly edit?: KustomizationEdit;
}

/** The ways to build a kustomization, the better one first: kubectl's own kustomize is often older. */
export function kustomizeCommands(
  folder: string,
  { buildOptions = [] }: KustomizeOptions = {},
): readonly ToolCommand[] {
  const operands = [...buildOptions, asOperand(folder)];
  return [
    { program: 'kustomize', arguments: ['build', ...operands] },
    { program: 'kubectl', arguments: ['kustomize', ...operands] },
  ];
}
