import { nextOf } from './next-of.ts';
import type { Watched, WatchedStore } from './watched.ts';

/** The page that a person looks at: applications, their ExternalSecrets and stores, without values. */
export function statusPage(watched: readonly Watched[], now: number): string {
  const rows = [...watched]
    .sort((a, b) => (a.application.name < b.application.name ? -1 : 1))
    .map(
      (one) =>
        `<tr>${cellsOf(one, now)
          .map((cell) => `<td>${escaped(cell)}</td>`)
          .join('')}</tr>`,
    )
    .join('\n');
  const heads = ['Application', 'ExternalSecrets', 'Stores', 'Secrets', 'Rendered', 'Took', 'Read again', 'Problems'];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>external-secrets-render</title>
<meta http-equiv="refresh" content="30">
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark }
table { border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid #8884 }
</style>
<h1>external-secrets-render</h1>
<p>${watched.length === 0 ? 'No application has been rendered yet.' : `${watched.length} of those rendered since this process began.`}</p>
<table>
<tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>
${rows}
</table>
</html>
`;
}

function cellsOf(watched: Watched, now: number): readonly string[] {
  const { application, secrets, stores, made, faults, renderedAt, tookMs } = watched;
  return [
    application.name,
    [...secrets.keys()].join(', '),
    [...stores.values()].map(wordsOf).join(', '),
    String(made),
    `${ago(now - renderedAt)} ago`,
    `${tookMs} ms`,
    nextLook(watched, now),
    [...new Set(faults.map(({ code }) => code))].join(', '),
  ];
}

function wordsOf({ kind, name, provider, isReady }: WatchedStore): string {
  return `${kind} ${name} (${provider})${isReady ? '' : ': does not answer'}`;
}

function nextLook({ askedAt, restsUntil, secrets }: Watched, now: number): string {
  if (askedAt !== undefined) return `Argo CD was asked ${ago(now - askedAt)} ago`;
  const at = nextOf({ secrets });
  return Number.isFinite(at) ? `in ${ago(Math.max(0, at - now, restsUntil - now))}` : 'never';
}

function ago(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
