import type { ExternalSecret } from '../../model/external-secret.ts';

/**
 * The names that an ExternalSecret's templates take from `dataFrom`, as far as they can be told from their text.
 *
 * @remarks For `--offline` alone: nobody knows what an `extract` would give, and its template should still run.
 */
export function expectedNames({ spec }: Pick<ExternalSecret, 'spec'>): readonly string[] {
  const { template } = spec.target;
  const texts = [
    ...Object.values(template?.data ?? {}),
    ...Object.values(template?.metadata?.annotations ?? {}),
    ...Object.values(template?.metadata?.labels ?? {}),
    ...(template?.templateFrom ?? []).map(({ literal }) => literal ?? ''),
  ];
  const own = new Set((spec.data ?? []).map(({ secretKey }) => secretKey));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\{\{([\s\S]*?)\}\}/g)].flatMap(([, action = '']) => [
      ...[...action.matchAll(/(?<![\w.)$])\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name),
      ...[...action.matchAll(/\bindex\s+\.\s+"([^"]+)"/g)].map(([, name = '']) => name),
    ]),
  );
  return [...new Set(names)].filter((name) => !own.has(name));
}
