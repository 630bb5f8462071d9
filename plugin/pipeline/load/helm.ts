import { asOperand } from './as-operand.ts';
import type { ToolCommand } from './tool-command.ts';

/** What a chart is rendered with. */
export interface HelmOptions {
  readonly releaseName?: string;
  readonly namespace?: string;
  /** Kubernetes version that the chart sees. */
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
  /** Paths as helm takes them. */
  readonly valueFiles?: readonly string[];
}

/** How a chart is rendered; as Argo CD does it, with the chart's CRDs. */
export function helmCommand(folder: string, options: HelmOptions = {}): ToolCommand {
  const { releaseName = 'release-name', namespace, kubeVersion, apiVersions = [], valueFiles = [] } = options;
  return {
    program: 'helm',
    arguments: [
      'template',
      // Written as one word each, so that no value is taken for an option.
      `--name-template=${releaseName}`,
      '--include-crds',
      ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
      ...(kubeVersion === undefined ? [] : [`--kube-version=${kubeVersion}`]),
      ...apiVersions.map((version) => `--api-versions=${version}`),
      ...valueFiles.map((file) => `--values=${file}`),
      asOperand(folder),
    ],
  };
}
