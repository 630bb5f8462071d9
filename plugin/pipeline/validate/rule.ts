import type { EsrError } from '../../errors/esr-error.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Plan } from '../../model/plan.ts';
import type { PushTarget } from '../../model/push.ts';
import type { PushSecret } from '../../model/push-secret.ts';
import type { Run, Warning } from '../../model/run.ts';
import type { Store } from '../../providers/provider.ts';
import type { PushItem } from '../push/expand-entries.ts';
import type { KnownSecret } from './known-secrets.ts';
import type { ReadTemplate } from './read-template.ts';

/** Something that was found: an error where a render would end with it, else a remark. */
export type Finding = EsrError | Warning;

/** What rules look at. */
export interface Subject {
  readonly inventory: Inventory;
  /** Absent where planning could not go on to its end. */
  readonly plan?: Plan<Store>;
  readonly run: Run;
  readonly secrets: readonly CheckedSecret[];
  readonly pushes: readonly CheckedPush[];
}

/** One ExternalSecret, and what can be told of it without a store. */
export interface CheckedSecret {
  readonly externalSecret: ExternalSecret;
  /** Its templates, those of ConfigMaps too; none that cannot be parsed. */
  readonly templates: readonly ReadTemplate[];
  /** The keys that its templates see; absent where only the store knows them. */
  readonly keys?: ReadonlySet<string>;
  /** It was rendered, and came to nothing. */
  readonly makesNothing?: true;
  /** The keys of the Secret that it makes; absent where they are known when it is rendered. */
  readonly madeKeys?: ReadonlySet<string>;
  /** It was rendered, so that what fails for its values was found already. */
  readonly isRendered: boolean;
}

/** One PushSecret, and what can be told of it without a store. */
export interface CheckedPush {
  readonly pushSecret: PushSecret;
  /** An ExternalSecret that stands in for it, with its templates. */
  readonly standIn: Pick<CheckedSecret, 'externalSecret' | 'templates'>;
  /** The stores that it writes to; none where they could not be found. */
  readonly targets: readonly CheckedTarget[];
  /** What it pushes; absent where nobody can tell. */
  readonly sources?: readonly KnownSecret[];
  /** What is wrong with what it pushes, and what is odd about it. */
  readonly sourceFindings: readonly Finding[];
  /** What goes where, as far as it can be told: values are left out. */
  readonly items: readonly PushItem[];
  /** What is wrong with its entries, and what is odd about them. */
  readonly entryFindings: readonly Finding[];
}

/** A store that is written to. */
export interface CheckedTarget {
  readonly target: PushTarget<Store>;
  readonly isReadOnly: boolean;
}

/** One thing to look for: one file under `rules/`, one line in the registry. */
export interface Rule {
  /** The codes it may tell. */
  readonly codes: readonly string[];
  /** What it looks for and why, for the docs. */
  readonly about: string;
  check(subject: Subject): Iterable<Finding> | AsyncIterable<Finding>;
}
