import type { MadeAnew, SecretDiff } from '../../pipeline/diff/secret-diff.ts';
import type { Style } from '../screen/style.ts';

/** Two renders compared, as they are shown. */
export interface DiffView {
  readonly secrets: readonly SecretDiff[];
  /** What it is compared with, as the user named it. */
  readonly against: string;
  /** No store was asked: a changed key has another reference or template. */
  readonly isOffline: boolean;
  /** What is another one at each render, and was not compared. */
  readonly madeAnew: readonly MadeAnew[];
  readonly style: Style;
}
