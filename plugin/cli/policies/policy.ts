import type { Right } from '../../providers/access.ts';

/** Writes the least rights that reads need, in the form that a backend takes. */
export interface Policy {
  /** The providers whose rights it is made of. */
  readonly providers: readonly string[];
  write(rights: readonly Right[]): string;
}
