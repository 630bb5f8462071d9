import { setTimeout as after } from 'node:timers/promises';
import { faultsOf } from '../errors/esr-error.ts';
import { applicationObject } from './application-object.ts';
import type { Applications, Watched } from './applications.ts';
import { askArgocd } from './ask-argocd.ts';
import type { Log } from './log.ts';
import { type Look, lookAgain } from './look-again.ts';

/** How often the list is gone through. */
const everyMs = 1_000;
/** Applications that are read again at the same time; each reads with its own concurrency. */
const most = 4;

/** What rotation works with. */
export interface RotationOptions {
  readonly applications: Applications;
  /** Where Argo CD lives. */
  readonly argocdNamespace: string;
  readonly log: Log;
  /** Ends it. */
  readonly signal: AbortSignal;
  now(): number;
  /** Told each look and each request to Argo CD. */
  counted(what: 'same' | 'changed' | 'failed' | 'refreshed' | 'refused'): void;
}

/** Reads the values of each application again when it is time, and has Argo CD render those that changed. Ends with the signal. */
export async function rotate(options: RotationOptions): Promise<void> {
  const { applications, signal, now } = options;
  const underway = new Set<Watched>();
  while (!signal.aborted) {
    for (const watched of applications.due(now())) {
      if (underway.size >= most || underway.has(watched)) continue;
      underway.add(watched);
      void lookAt(watched, options).finally(() => underway.delete(watched));
    }
    await after(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function lookAt(watched: Watched, options: RotationOptions): Promise<void> {
  const { applications, log, now, counted } = options;
  const application = watched.application.name;
  let look: Look;
  try {
    look = await lookAgain(watched, applications, now);
  } catch (thrown) {
    // A bug of ours must not end the watch; it says where it is and nothing else.
    log.bug(thrown);
    look = { kind: 'failed', codes: ['INTERNAL'] };
  }
  counted(look.kind);
  if (look.kind === 'failed') {
    log.event('warning', 'cannot read the values again', { application, codes: look.codes });
    return applications.looked(watched, 'failed', now());
  }
  if (look.kind === 'same') return applications.looked(watched, 'same', now());
  await ask(watched, look.why, options);
}

async function ask(watched: Watched, why: string, options: RotationOptions): Promise<void> {
  const { applications, argocdNamespace, log, now, counted } = options;
  const application = watched.application.name;
  try {
    const came = await askArgocd(applicationObject(application, argocdNamespace), watched.config, now);
    counted('refreshed');
    log.event('info', came === 'gone' ? 'the application has gone' : 'asked Argo CD to render again', {
      application,
      why,
    });
    applications.looked(watched, came, now());
  } catch (thrown) {
    const faults = faultsOf(thrown);
    if (faults === undefined) log.bug(thrown);
    counted('refused');
    const says = (faults ?? []).map((fault) => fault.says);
    log.event('error', 'cannot ask Argo CD to render again', { application, why, faults: says });
    applications.looked(watched, 'failed', now());
  }
}
