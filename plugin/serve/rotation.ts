import { setTimeout as after } from 'node:timers/promises';
import { faultsOf } from '../errors/esr-error.ts';
import { applicationObject } from './application-object.ts';
import type { Applications } from './applications.ts';
import { askArgocd } from './ask-argocd.ts';
import { type Judgement, type JudgeOptions, judge } from './judge.ts';
import type { Log } from './log.ts';
import { paced } from './paced.ts';
import type { Watched } from './watched.ts';

/** How often it is seen what has become due. */
const everyMs = 250;
/** Applications that are read again at the same time; each reads with its own concurrency. */
const most = 8;
/** Argo CD is asked no more often, so that a value of all applications, or a store that comes back, brings no storm. */
const askEveryMs = 1_000;
/** After so many changes in a row the log says that a value never stays. */
const restless = 3;

/** What rotation works with. */
export interface RotationOptions extends Omit<JudgeOptions, 'applications'> {
  readonly applications: Applications;
  /** Where Argo CD lives. */
  readonly argocdNamespace: string;
  readonly log: Log;
  /** Told what each look and each request to Argo CD came to. */
  counted(what: 'same' | 'changed' | 'failed' | 'refreshed' | 'gone' | 'refused'): void;
}

type Changed = Extract<Judgement, { kind: 'changed' }>;

/** Reads the values of each application again when it is time, and has Argo CD render those that changed. Ends with the signal. */
export async function rotate(options: RotationOptions): Promise<void> {
  const { applications, signal, elapsed } = options;
  const turn = paced(askEveryMs, elapsed, signal);
  const underway = new Map<string, Promise<void>>();
  let looking = 0;
  const begin = () => {
    if (signal.aborted || looking >= most) return;
    for (const watched of applications.due(elapsed())) {
      if (looking >= most) return;
      if (underway.has(watched.id)) continue;
      looking += 1;
      const looked = lookAt(watched, options).finally(() => {
        looking -= 1;
        // The next one does not wait for the second to be over.
        queueMicrotask(begin);
      });
      const done = looked
        .then((changed) => (changed === undefined ? undefined : ask(watched, changed, turn, options)))
        .finally(() => underway.delete(watched.id));
      underway.set(watched.id, done);
    }
  };
  while (!signal.aborted) {
    begin();
    await after(everyMs, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(underway.values());
}

/** Looks at one; gives back what Argo CD has to be asked for. Never rejects. */
async function lookAt(watched: Watched, options: RotationOptions): Promise<Changed | undefined> {
  const { applications, log, signal, elapsed, counted } = options;
  const application = watched.application.name;
  const judgement = await judge(watched, options).catch((thrown: unknown): Judgement => {
    // A bug of ours must not end the watch; it says where it is and nothing else.
    log.bug(thrown);
    return { kind: 'failed', codes: ['INTERNAL'] };
  });
  // Cut off in the middle it says nothing.
  if (signal.aborted) return undefined;
  counted(judgement.kind);
  if (judgement.kind === 'changed') return judgement;
  if (judgement.kind === 'failed') {
    log.event('warning', 'cannot read the values again', { application, codes: judgement.codes });
  }
  applications.looked(watched, judgement, elapsed());
  return undefined;
}

/** Never rejects. */
async function ask(watched: Watched, changed: Changed, turn: () => Promise<void>, options: RotationOptions) {
  const { applications, argocdNamespace, log, signal, elapsed, counted } = options;
  const application = watched.application.name;
  const { why, changed: externalSecrets } = changed;
  const facts = { application, why, ...(externalSecrets.length === 0 ? {} : { externalSecrets }) };
  try {
    await turn();
    // Rendered in the meantime, or asked for by another of its sources.
    if (!applications.isCurrent(watched)) return;
    const object = applicationObject(application, argocdNamespace);
    const came = await askArgocd(object, options);
    if (came === 'gone') {
      counted('gone');
      const says = 'the application has gone, or lives in another namespace (--argocd-namespace)';
      log.event('warning', says, { application, object: `${object.namespace}/${object.name}` });
      return applications.looked(watched, { kind: 'gone' }, elapsed());
    }
    counted('refreshed');
    log.event('info', 'asked Argo CD to render again', facts);
    applications.looked(watched, { kind: 'asked', changed: externalSecrets }, elapsed());
    warnOfRestless(watched, externalSecrets, log);
  } catch (thrown) {
    if (signal.aborted) return;
    const faults = faultsOf(thrown);
    if (faults === undefined) log.bug(thrown);
    counted('refused');
    const says = (faults ?? []).map((fault) => fault.says);
    log.event('error', 'cannot ask Argo CD to render again', { ...facts, faults: says });
    applications.looked(watched, { kind: 'failed' }, elapsed());
  }
}

function warnOfRestless({ application, secrets }: Watched, changed: readonly string[], log: Log): void {
  const externalSecrets = changed.filter((name) => (secrets.get(name)?.changes ?? 0) + 1 >= restless);
  if (externalSecrets.length === 0) return;
  const says = 'a value was another one at each of the last looks; it is looked at less and less often';
  log.event('warning', says, { application: application.name, externalSecrets });
}
