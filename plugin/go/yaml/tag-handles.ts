import { YamlSyntaxError } from '../yaml-syntax-error.ts';
import type { Scanner } from './scanner.ts';
import type { Token } from './token.ts';

/** What the handles of tags stand for: `!!` and what `%TAG` says. */
export class TagHandles {
  private readonly prefixes = new Map<string, string>();

  /** Takes the directives before a document. */
  readDirectives(scanner: Scanner): void {
    let hasVersion = false;
    for (let token = scanner.peek(); ; token = scanner.peek()) {
      if (token.kind === 'version-directive') {
        if (hasVersion) throw fail('two %YAML directives', token);
        if (token.major !== 1 || token.minor !== 1) throw fail('YAML version is not 1.1', token);
        hasVersion = true;
      } else if (token.kind === 'tag-directive') {
        if (this.prefixes.has(token.handle)) throw fail('two %TAG directives for one handle', token);
        this.prefixes.set(token.handle, token.prefix);
      } else return;
      scanner.take();
    }
  }

  /** Gives a tag in full. */
  resolve(token: Token & { readonly kind: 'tag' }): string {
    if (token.handle === '') return token.suffix;
    const prefix = this.prefixes.get(token.handle) ?? known.get(token.handle);
    if (prefix === undefined) throw fail('tag handle has no %TAG directive', token);
    return prefix + token.suffix;
  }
}

const known: ReadonlyMap<string, string> = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);

function fail(reason: string, at: Token): YamlSyntaxError {
  return new YamlSyntaxError(reason, at.start);
}
