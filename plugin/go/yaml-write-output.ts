import { type Character, isBreak, isSpace } from './yaml-write-scalar.ts';

const width = 80;

/** The text being written, and what decides where lines break. Follows go.yaml.in/yaml/v2 emitterc.go. */
export class YamlOutput {
  text = '';
  /** Columns by which a new line starts; -1 outside any collection. */
  indent = -1;
  private column = 0;
  /** The last thing written was white space. */
  private afterSpace = true;
  /** Nothing but indentation and signs of collections stands on this line. */
  isAtIndentation = true;

  /** Writes a sign: `-`, `:`, `?`, `[]`. */
  sign(sign: string, options: { space?: boolean; indents?: boolean } = {}): void {
    if (options.space === true && !this.afterSpace) this.put(' ');
    this.put(sign);
    this.afterSpace = false;
    this.isAtIndentation = this.isAtIndentation && options.indents === true;
  }

  /** Goes to the indentation, on a new line unless this one has nothing yet. */
  newLine(): void {
    const indent = Math.max(this.indent, 0);
    const started = this.column > indent || (this.column === indent && !this.afterSpace);
    if (!this.isAtIndentation || started) this.break('\n');
    if (this.column < indent) this.put(' '.repeat(indent - this.column));
    this.afterSpace = true;
    this.isAtIndentation = true;
  }

  /** Ends the text. */
  end(): void {
    this.indent = -1;
    this.newLine();
  }

  plain(characters: readonly Character[], mayFold: boolean): void {
    if (!this.afterSpace) this.put(' ');
    this.folded(characters, mayFold, false);
    this.afterSpace = false;
    this.isAtIndentation = false;
  }

  single(characters: readonly Character[], mayFold: boolean): void {
    this.sign("'", { space: true });
    this.folded(characters, mayFold, true);
    this.sign("'");
    this.isAtIndentation = false;
  }

  /** A line is folded at a space that stands alone and beyond the width. */
  private folded(characters: readonly Character[], mayFold: boolean, quoted: boolean): void {
    let spaces = false;
    let breaks = false;
    for (const [index, character] of characters.entries()) {
      const inside = !quoted || (index > 0 && index < characters.length - 1);
      if (isSpace(character)) {
        const folds = mayFold && !spaces && this.column > width && inside && !isSpace(characters[index + 1]);
        if (folds) this.newLine();
        else this.put(' ');
        spaces = true;
        continue;
      }
      if (isBreak(character)) {
        if (!breaks && character.bytes === '\n') this.break('\n');
        this.break(character.bytes);
        this.isAtIndentation = true;
        breaks = true;
        continue;
      }
      if (breaks) this.newLine();
      if (quoted && character.bytes === "'") this.put("'");
      this.write(character);
      this.isAtIndentation = false;
      spaces = false;
      breaks = false;
    }
  }

  double(
    characters: readonly Character[],
    mayFold: boolean,
    escapeOf: (character: Character) => string | undefined,
  ): void {
    this.sign('"', { space: true });
    let spaces = false;
    for (const [index, character] of characters.entries()) {
      const escaped = escapeOf(character);
      if (escaped !== undefined) {
        this.put(escaped);
        spaces = false;
        continue;
      }
      if (!isSpace(character)) {
        this.write(character);
        spaces = false;
        continue;
      }
      const inside = index > 0 && index < characters.length - 1;
      if (mayFold && !spaces && this.column > width && inside) {
        this.newLine();
        if (isSpace(characters[index + 1])) this.put('\\');
      } else this.put(' ');
      spaces = true;
    }
    this.sign('"');
    this.isAtIndentation = false;
  }

  /** @param header - `|` with its hints. */
  literal(header: string, characters: readonly Character[]): void {
    this.sign('|', { space: true });
    this.put(header.slice(1));
    this.break('\n');
    this.isAtIndentation = true;
    this.afterSpace = true;
    let breaks = true;
    for (const character of characters) {
      if (isBreak(character)) {
        this.break(character.bytes);
        this.isAtIndentation = true;
        breaks = true;
        continue;
      }
      if (breaks) this.newLine();
      this.write(character);
      this.isAtIndentation = false;
      breaks = false;
    }
  }

  /** ASCII only: a column a byte. */
  private put(text: string): void {
    this.text += text;
    this.column += text.length;
  }

  private write(character: Character): void {
    this.text += character.bytes;
    this.column += 1;
  }

  private break(bytes: string): void {
    this.text += bytes;
    this.column = 0;
  }
}
