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
  /** Values as YAML; they win over the files. */
  readonly values?: string;
  /** Single values; they win over `values`. Helm guesses their types, but for those of `setString`. */
  readonly set?: ReadonlyMap<string, string>;
  readonly setString?: ReadonlyMap<string, string>;
  readonly skipCrds?: boolean;
  readonly skipTests?: boolean;
  readonly skipSchemaValidation?: boolean;
}

/** How a chart is rendered; as Argo CD does it, with the chart's CRDs. */
export function helmCommand(folder: string, options: HelmOptions = {}): ToolCommand {
  const { releaseName = 'release-name', namespace, kubeVersion, apiVersions = [], valueFiles = [], values } = options;
  return {
    program: 'helm',
    arguments: [
      'template',
      // Written as one word each, so that no value is taken for an option.
      `--name-template=${asText(releaseName)}`,
      options.skipCrds === true ? '--skip-crds' : '--include-crds',
      ...(options.skipTests === true ? ['--skip-tests'] : []),
      ...(options.skipSchemaValidation === true ? ['--skip-schema-validation'] : []),
      ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
      ...(kubeVersion === undefined ? [] : [`--kube-version=${kubeVersion}`]),
      ...apiVersions.map((version) => `--api-versions=${version}`),
      ...valueFiles.map((file) => `--values=${asListItem(file)}`),
      ...(values === undefined ? [] : ['--values=-']),
      ...[...(options.set ?? [])].map(([key, value]) => `--set=${key}=${asOneValue(value)}`),
      ...[...(options.setString ?? [])].map(([key, value]) => `--set-string=${key}=${asOneValue(value)}`),
      asOperand(folder),
    ],
    ...(values === undefined ? {} : { stdin: Buffer.from(values) }),
  };
}

/** The name is a template to helm, with a function that reads its environment: braces of an application's are text. */
function asText(name: string): string {
  return name.replaceAll('{{', '{{"{{"}}');
}

/** `--values` takes a list, as a line of CSV: a comma in a name must not make a second file of it. */
function asListItem(file: string): string {
  return /[",\r\n]/.test(file) ? `"${file.replaceAll('"', '""')}"` : file;
}

/** Argo CD, util/helm/helm.go, `cleanSetParameters`: a comma is part of the value, but for lists in braces. */
function asOneValue(value: string): string {
  return value.startsWith('{') && value.endsWith('}') ? value : value.replace(/(?<!\\),/g, '\\,');
}
