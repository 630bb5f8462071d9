import type { Engine } from '../../engines/engine.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Run } from '../../model/run.ts';

/** What building a Secret needs besides the ExternalSecret and its data. */
export interface TemplateContext extends Pick<Inventory, 'find'> {
  readonly run: Run;
  /** The language of the ExternalSecret's templates. */
  readonly engine: Engine;
}
