import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** Flags, configuration or environment are wrong. */
export class UsageError extends EsrError {
  override readonly exitStatus = 2;
}

export const usageErrors = {
  UNKNOWN_COMMAND: (f: { name: string; nearest?: string }) => ({
    says: `there is no command "${f.name}"`,
    hint: f.nearest === undefined ? 'esr --help lists them' : `did you mean "${f.nearest}"?`,
  }),
} satisfies Catalogue;

export const usageError = errorsOf(UsageError, usageErrors);
