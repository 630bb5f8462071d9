import type { Scanner } from './scanner.ts';
import type { TagToken } from './token.ts';

/** What the handles of tags stand for: `!!` and what `%TAG` says. */
export class TagHandles {
  private readonly prefixes = new Map<string, string>();
  private readonly scanner: Scanner;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
  }

  /** Takes the directives before a document. */
  readDirectives(): void {
    const { scanner } = this;
    let hasVersion = false;
    for (let token = scanner.peek(); ; token = scanner.peek()) {
      if (token.kind === 'version-directive') {
        if (hasVersion) throw this.scanner.failAt('two %YAML directives', token);
        if (token.major !== 1 || token.minor !== 1) throw this.scanner.failAt('YAML version is not 1.1', token);
        hasVersion = true;
      } else if (token.kind === 'tag-directive') {
        if (this.prefixes.has(token.handle)) throw this.scanner.failAt('two %TAG directives for one handle', token);
        this.prefixes.set(token.handle, token.prefix);
      } else return;
      scanner.take();
    }
  }

  /** Gives a tag in full. */
  resolve(token: TagToken): string {
    if (token.handle === '') return token.suffix;
    const prefix = this.prefixes.get(token.handle) ?? known.get(token.handle);
    if (prefix === undefined) throw this.scanner.failAt('tag handle has no %TAG directive', token);
    return prefix + token.suffix;
  }
}

const known: ReadonlyMap<string, string> = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);
