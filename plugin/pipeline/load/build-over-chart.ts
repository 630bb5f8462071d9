import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Source } from '../../model/source.ts';
import { editKustomization, type KustomizationEdit } from './edit-kustomization.ts';
import type { FolderTools } from './folder-tools.ts';

const start = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['chart.yaml'] };

/** Renders a chart and changes what comes of it with kustomize, though no kustomization is there. */
export async function buildOverChart({
  edit,
  tools,
}: {
  readonly edit: KustomizationEdit;
  readonly tools: FolderTools;
}): Promise<Source> {
  const folder = await mkdtemp(path.join(tmpdir(), 'esr-'));
  try {
    const { bytes, name } = await tools.helm();
    await writeFile(path.join(folder, 'chart.yaml'), bytes);
    await writeFile(path.join(folder, 'kustomization.yaml'), JSON.stringify(editKustomization(start, edit)));
    return { ...(await tools.kustomize(folder)), name };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
