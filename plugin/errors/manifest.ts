import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** A document is wrong, contradicts another, or asks for something that is not there. */
export class ManifestError extends EsrError {
  override readonly exitStatus = 1;
}

export const manifestErrors = {
  STORE_NOT_FOUND: (f: { kind: string; name: string; searched: readonly string[] }) => ({
    says: `no ${f.kind} is named "${f.name}"`,
    hint: `looked in ${f.searched.join(', ')}; add it to one of them`,
  }),
} satisfies Catalogue;

export const manifestError = errorsOf(ManifestError, manifestErrors);
