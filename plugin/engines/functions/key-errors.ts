import { DerError } from '../../go/der-read.ts';
import { KeyError } from '../keys/key-error.ts';
import { FunctionError } from '../value.ts';

/** Runs a body, and lets what is wrong with a key or certificate fail the function. */
export function withKeyErrors<T>(body: () => T, prefix = ''): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof KeyError || error instanceof DerError) throw new FunctionError(prefix + error.message);
    throw error;
  }
}
