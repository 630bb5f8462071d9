import { randomBytes } from 'node:crypto';
import { engines } from './engines/engine.ts';
import { bytesFromBuffer, bytesOf, textOf } from './go/byte-string.ts';
import type { Application, Warning } from './model/run.ts';
import { createRun } from './pipeline/create-run.ts';
import type { View } from './pipeline/emit/view.ts';
import { executionOf } from './pipeline/execution.ts';
import { offline } from './pipeline/fetch/offline.ts';
import { renderStream } from './pipeline/render-stream.ts';
import { loadConfig } from './trust/config.ts';
import { Redactor } from './trust/redactor.ts';
import { seededBy } from './trust/seeded-by.ts';

export { EsrError, EsrErrors } from './errors/esr-error.ts';
export type { Place } from './model/place.ts';
export type { Application, Warning } from './model/run.ts';

/** What `renderManifests` renders, and how. */
export interface RenderOptions {
  /** The manifests themselves; in the place of `path`. */
  readonly manifests?: string | Uint8Array;
  /** A folder (kustomization, Helm chart, plain manifests) or a file. */
  readonly path?: string;
  /** Path of the platform configuration (RenderConfig); the defaults when absent. */
  readonly config?: string;
  /** Namespace of documents that name none. */
  readonly namespace?: string;
  /** Time for the whole run, in milliseconds; the configuration's when absent. */
  readonly timeoutMs?: number;
  /** Whose rights the run has: `generate` keeps the trust boundary between platform and application. Default `generate`. */
  readonly purpose?: 'generate' | 'render';
  /** The application that is rendered, for policy rules. */
  readonly application?: Application;
  /** How values show. Default `real`. */
  readonly values?: View['values'];
  /** Leave out everything that is not rendered. */
  readonly onlySecrets?: boolean;
  /** Ask no store: every value is a placeholder that stays the same. */
  readonly offline?: boolean;
  /** Told each warning, with every known value masked. */
  readonly onWarning?: (warning: Warning) => void;
}

/**
 * Renders manifests: each ExternalSecret becomes the Secret that the operator would write, every other document stays.
 *
 * @returns The bytes of the whole stream.
 * @throws EsrError, EsrErrors with everything that is wrong; nothing is rendered then.
 *
 * @example
 * ```ts
 * const stream = await renderManifests({ path: 'overlays/prod', config: '/etc/esr/config.yaml' });
 * ```
 */
export async function renderManifests(options: RenderOptions): Promise<Buffer> {
  const { manifests, path = '-', values = 'real', onlySecrets = false, purpose = 'generate', onWarning } = options;
  const redactor = new Redactor();
  const config = await configOf(options);
  const run = createRun({
    config,
    ...(await seededBy(config)),
    purpose,
    ...(options.application === undefined ? {} : { application: options.application }),
    now,
    warn: (warning) => onWarning?.({ ...warning, says: redactor.maskMessage(warning.says) }),
    conceal: (value) => redactor.conceal(value),
    admit: (texts) => redactor.admit(texts),
  });
  const view: View = { values, fingerprintKey: randomBytes(32), onlySecrets, mask: (text) => redactor.mask(text) };
  const { chunks } = await renderStream(
    {
      path: manifests === undefined ? path : '-',
      readStdin: async () => Buffer.from((manifests ?? '') as Uint8Array),
      view,
      ...(options.offline === true ? { offline: offline({ placeholders: true }) } : {}),
    },
    run,
  );
  return Buffer.concat(chunks);
}

async function configOf({ config, namespace, timeoutMs }: RenderOptions) {
  const loaded = await loadConfig(config);
  const limits = timeoutMs === undefined ? loaded.limits : { ...loaded.limits, timeoutMs };
  return { ...loaded, ...(namespace === undefined ? {} : { namespace }), limits };
}

/** What `renderTemplate` may be told. */
export interface TemplateOptions {
  /** The template language. Default `gotemplate`, the operator's. */
  readonly engine?: keyof typeof engines;
  /** Shown in error texts. Default `template`. */
  readonly name?: string;
}

/**
 * Runs one template as the operator would run it for a key of a Secret.
 *
 * @param data - What the template sees: text, or bytes.
 * @returns The output as text; bytes that are no UTF-8 come as U+FFFD.
 * @throws EsrError of the template, with line and column.
 *
 * @example
 * ```ts
 * await renderTemplate('postgresql://{{ .user }}@db', { user: 'ada' }); // 'postgresql://ada@db'
 * ```
 */
export async function renderTemplate(
  template: string,
  data: Readonly<Record<string, string | Uint8Array>>,
  { engine: language = 'gotemplate', name = 'template' }: TemplateOptions = {},
): Promise<string> {
  const { engine } = await engines[language]();
  const run = createRun({ config: await loadConfig(), purpose: 'render', now, warn: nothing, conceal: nothing });
  const dot = new Map(
    Object.entries(data).map(([key, value]) => {
      return [bytesOf(key), typeof value === 'string' ? bytesOf(value) : bytesFromBuffer(value)] as const;
    }),
  );
  const compiled = await engine.compile(bytesOf(template), name);
  return textOf(compiled.execute(dot, executionOf(run, 'template')));
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

function nothing(): void {}
