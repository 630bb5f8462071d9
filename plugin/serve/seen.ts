import type { RenderConfig } from '../model/config.ts';
import type { FetchedAll } from '../model/fetched.ts';
import type { Plan } from '../model/plan.ts';
import type { Application } from '../model/run.ts';
import type { Store } from '../providers/provider.ts';

/** What a render read: enough to read it again. */
export interface Reading {
  readonly planned: Plan<Store>;
  readonly fetched: FetchedAll;
}

/** One render, as the daemon remembers it. */
export interface SeenRender {
  readonly application: Application;
  readonly config: RenderConfig;
  /** Absent where it failed before anything was read. */
  readonly reading?: Reading;
  /** Codes of what was wrong; none where it succeeded. */
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
