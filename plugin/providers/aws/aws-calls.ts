import type { ProviderContext } from '../provider.ts';

/** Runs calls of one SDK client. */
export interface AwsCalls {
  /** Host of the service, for errors. */
  readonly host: string;
  /** Runs one call: in turn, and again while its fault is a passing one. Rejects with what the SDK threw. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Most calls of one client at a time: where a batch is denied, its refs are read singly. */
const inFlight = 16;

/** Makes the runner of one client's calls. */
export function awsCalls(host: string, context: ProviderContext): AwsCalls {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async () => {
    if (running >= inFlight) await new Promise<void>((resume) => waiting.push(resume));
    else running += 1;
  };
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return {
    host,
    async run(work) {
      await enter();
      try {
        return await context.retry(work);
      } finally {
        leave();
      }
    },
  };
}
