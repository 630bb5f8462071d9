import type { Cursor, Mark } from './cursor.ts';

// A `:` further than this from the start of its key is not seen as belonging to it.
const longest = 1024;

/** A token that becomes a key if a `:` follows in time. */
export interface SimpleKey {
  readonly mark: Mark;
  /** Number of the token, counted from the start of the text. */
  readonly token: number;
  /** In a block mapping, at its column, nothing but a key may stand. */
  readonly required: boolean;
}

interface Level {
  key: SimpleKey | undefined;
  /** The token that was last a candidate here; at first the bracket itself. */
  token: number;
}

/** What may turn out to be a key, one for each level of brackets. */
export class SimpleKeys {
  private readonly cursor: Cursor;
  private readonly levels: Level[] = [{ key: undefined, token: 0 }];
  private readonly byToken = new Map<number, SimpleKey>();

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  /** How many brackets are open. */
  get level(): number {
    return this.levels.length - 1;
  }

  /** Opens a bracket, which is the token of that number. */
  enter(token: number): void {
    this.levels.push({ key: undefined, token });
  }

  /**
   * Closes a bracket; one too many is left to the parser.
   *
   * @remarks
   * Where nothing inside was a candidate, Go forgets here that the bracket itself is one: `[ ]: x` is an empty sequence.
   */
  leave(): void {
    if (this.level === 0) return;
    this.byToken.delete(this.levels.pop()?.token ?? 0);
  }

  /** Whether a token may still become a key. */
  isPending(token: number): boolean {
    const key = this.byToken.get(token);
    if (!key) return false;
    if (this.isInReach(key)) return true;
    this.drop(key);
    return false;
  }

  save(token: number, required: boolean): void {
    this.remove();
    const key: SimpleKey = { mark: this.cursor.mark(), token, required };
    this.levels[this.level] = { key, token };
    this.byToken.set(token, key);
  }

  /** Gives up what might have been a key at this level. */
  remove(): void {
    const key = this.levels[this.level]?.key;
    if (!key) return;
    if (key.required) throw this.cursor.fail('a key lacks its ":"', key.mark.offset);
    this.drop(key);
  }

  /** The key that a `:` here belongs to, if there is one. */
  takeValid(): SimpleKey | undefined {
    const key = this.levels[this.level]?.key;
    if (!key) return undefined;
    const valid = this.isInReach(key);
    this.drop(key);
    return valid ? key : undefined;
  }

  private isInReach(key: SimpleKey): boolean {
    const { cursor } = this;
    if (key.mark.line === cursor.line && cursor.index <= key.mark.index + longest) return true;
    if (key.required) throw cursor.fail('a key lacks its ":"', key.mark.offset);
    return false;
  }

  private drop(key: SimpleKey): void {
    this.byToken.delete(key.token);
    const level = this.levels.find((candidate) => candidate.key === key);
    if (level) level.key = undefined;
  }
}
