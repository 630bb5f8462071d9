import type { FetchedAll } from '../model/fetched.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Plan } from '../model/plan.ts';
import type { Application } from '../model/run.ts';
import type { Store } from '../providers/provider.ts';

/** What was read. */
export interface Reading {
  readonly inventory: Inventory;
  readonly planned: Plan<Store>;
  readonly fetched: FetchedAll;
}

/** One render, as the daemon learns of it. */
export interface SeenRender {
  readonly application: Application;
  /** Namespace of documents that name none, where the client says one. */
  readonly namespace?: string;
  /** Absent where it failed before anything was read. */
  readonly reading?: Reading;
  /** What was wrong; nothing where it succeeded. */
  readonly faults: readonly SeenFault[];
  /** How many Secrets came out. */
  readonly secrets: number;
  readonly tookMs: number;
}

/** A fault without its words. */
export interface SeenFault {
  readonly code: string;
  /** The ExternalSecret that it concerns, `NAMESPACE/NAME`, where it is one's. */
  readonly externalSecret?: string;
}
