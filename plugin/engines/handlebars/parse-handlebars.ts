import { parser, parseWithoutProcessing } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { HandlebarsFault } from './handlebars-fault.ts';
import { Nesting } from './nesting.ts';
import type { Program } from './nodes.ts';
import { stripWhitespace } from './strip-whitespace.ts';

// The package throws texts with an excerpt of the template; the place alone will do.
parser.parseError = (_text, { token, line, loc }) => {
  const at = loc === undefined ? { line: line + 1, column: 0 } : { line: loc.first_line, column: loc.first_column };
  throw new HandlebarsFault('TEMPLATE_PARSE', `unexpected ${wordFor(token ?? undefined)}`, at);
};

let nesting = new Nesting();
const { lex } = parser.lexer;
parser.lexer.lex = function () {
  const token = lex.call(this);
  const { first_line: line, first_column: column } = this.yylloc;
  nesting.token(parser.terminals_[token], { line, column });
  return token;
};

/**
 * Reads a template, and takes the white space away that its tags say.
 *
 * @throws HandlebarsFault
 */
export function parseHandlebars(text: string): Program {
  const program = read(text);
  stripWhitespace(program);
  return program;
}

function read(text: string): Program {
  // The package has one parser, which reads one text at a time.
  nesting = new Nesting();
  try {
    return parseWithoutProcessing(text) as Program;
  } catch (error) {
    if (error instanceof HandlebarsFault) throw error;
    const { message, lineNumber, column } = error as Error & { lineNumber?: number; column?: number };
    if (lineNumber === undefined || column === undefined) throw error;
    // The package puts the place behind its message.
    const says = message.replace(/ - \d+:\d+$/, '');
    throw new HandlebarsFault('TEMPLATE_PARSE', says, { line: lineNumber, column });
  }
}

const words = new Map([
  ['EOF', 'end of the template'],
  ['INVALID', 'character'],
  ['CONTENT', 'text'],
  ['OPEN', '"{{"'],
  ['OPEN_BLOCK', '"{{#"'],
  ['OPEN_PARTIAL', '"{{>"'],
  ['OPEN_RAW_BLOCK', '"{{{{"'],
  ['OPEN_UNESCAPED', '"{{{"'],
  ['CLOSE', '"}}"'],
  ['CLOSE_UNESCAPED', '"}}}"'],
  ['CLOSE_SEXPR', '")"'],
  ['OPEN_SEXPR', '"("'],
  ['OPEN_ENDBLOCK', '"{{/"'],
  ['INVERSE', '"{{else}}"'],
  ['OPEN_INVERSE_CHAIN', '"{{else …}}"'],
  ['ID', 'name'],
  ['SEP', '"." or "/"'],
  ['EQUALS', '"="'],
  ['OPEN_BLOCK_PARAMS', '"as |"'],
  ['CLOSE_BLOCK_PARAMS', '"|"'],
]);

function wordFor(token: string | undefined): string {
  if (token === undefined) return 'character';
  return words.get(token) ?? token.toLowerCase();
}
