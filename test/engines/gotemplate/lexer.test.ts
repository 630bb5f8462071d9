import { Lexer } from '../../../plugin/engines/gotemplate/lexer.ts';
import type { Token } from '../../../plugin/engines/gotemplate/tokens.ts';
import { bytesOf, textOf } from '../../../plugin/go/byte-string.ts';

// As `kind:text`, spaces between; text alone where it says enough.
function lex(template: string): string {
  const lexer = new Lexer(bytesOf(template));
  const shown: string[] = [];
  for (let token: Token = lexer.next(); ; token = lexer.next()) {
    shown.push(`${token.kind}@${token.at}:${textOf(token.text)}`);
    if (token.kind === 'EOF' || token.kind === 'error') return shown.join(' ');
  }
}

const cases = [
  ['text alone', 'abc', 'text@0:abc EOF@3:EOF'],
  ['nothing', '', 'EOF@0:EOF'],
  ['an action', '{{.a}}', 'left delimiter@0:{{ field@2:.a right delimiter@4:}} EOF@6:EOF'],
  [
    'a dot and a variable',
    '{{.}}{{$}}',
    'left delimiter@0:{{ .@2:. right delimiter@3:}} left delimiter@5:{{ variable@7:$ right delimiter@8:}} EOF@10:EOF',
  ],
  [
    'spaces as one token',
    '{{ a  }}',
    'left delimiter@0:{{ space@2:  identifier@3:a space@4:   right delimiter@6:}} EOF@8:EOF',
  ],
  [
    'a trim marker on the left',
    'x \n{{- 1}}',
    'text@0:x left delimiter@3:{{ number@7:1 right delimiter@8:}} EOF@10:EOF',
  ],
  [
    'a trim marker on the right',
    '{{1 -}} \n y',
    'left delimiter@0:{{ number@2:1 right delimiter@5:}} text@10:y EOF@11:EOF',
  ],
  ['text that trimming leaves nothing of', ' {{- 1}}', 'left delimiter@1:{{ number@5:1 right delimiter@6:}} EOF@8:EOF'],
  ['a minus that is a sign', '{{-3}}', 'left delimiter@0:{{ number@2:-3 right delimiter@4:}} EOF@6:EOF'],
  ['a comment', 'a{{/* x }} */}}b', 'text@0:a text@15:b EOF@16:EOF'],
  ['a comment with trim markers', 'a {{- /* x */ -}} b', 'text@0:a text@18:b EOF@19:EOF'],
  ['delimiters inside a string', '{{"}}"}}', 'left delimiter@0:{{ string@2:"}}" right delimiter@6:}} EOF@8:EOF'],
  ['an escaped quote', '{{"a\\"b"}}', 'left delimiter@0:{{ string@2:"a\\"b" right delimiter@8:}} EOF@10:EOF'],
  [
    'keywords and constants',
    '{{if true nil range}}',
    'left delimiter@0:{{ if@2:if space@4:  bool@5:true space@9:  nil@10:nil space@13:  range@14:range right delimiter@19:}} EOF@21:EOF',
  ],
  [
    'a declaration',
    '{{$x:=1|f}}',
    'left delimiter@0:{{ variable@2:$x :=@4::= number@6:1 |@7:| identifier@8:f right delimiter@9:}} EOF@11:EOF',
  ],
  ['letters of any script', '{{.clé}}', 'left delimiter@0:{{ field@2:.clé right delimiter@7:}} EOF@9:EOF'],
  ['a complex number', '{{1+2i}}', 'left delimiter@0:{{ complex@2:1+2i right delimiter@6:}} EOF@8:EOF'],
  ['an action that does not end', '{{.a', 'left delimiter@0:{{ field@2:.a error@4:unclosed action'],
  ['a parenthesis that does not end', '{{(1}}', 'left delimiter@0:{{ (@2:( number@3:1 error@4:unclosed left paren'],
  ['a parenthesis too many', '{{1)}}', 'left delimiter@0:{{ number@2:1 error@3:unexpected right paren'],
  ['a key with a hyphen', '{{.user-name}}', "left delimiter@0:{{ error@2:bad character U+002D '-'"],
  ['a comment that does not end', '{{/* x', 'error@2:unclosed comment'],
  ['a comment with something after it', '{{/* x */ y}}', 'error@2:comment ends before closing delimiter'],
  ['a string over two lines', '{{"a\nb"}}', 'left delimiter@0:{{ error@2:unterminated quoted string'],
  ['a raw string that does not end', '{{`a}}', 'left delimiter@0:{{ error@2:unterminated raw quoted string'],
  ['a character that does not end', "{{'a}}", 'left delimiter@0:{{ error@2:unterminated character constant'],
  ['a number with letters', '{{1x}}', 'left delimiter@0:{{ error@2:bad number syntax: "1x"'],
  ['a colon alone', '{{:}}', 'left delimiter@0:{{ error@2:expected :='],
  ['a no-break space', '{{\u00a0}}', 'left delimiter@0:{{ error@2:unrecognized character in action: U+00A0'],
] as const;

describe('Lexer', () => {
  test.each(cases)('reads %s', (_name, template, tokens) => {
    expect(lex(template)).toBe(tokens);
  });
});
