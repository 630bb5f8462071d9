// The templates of kubernetes-external-secrets: lodash's, with `data` and js-yaml (its README, "Templating").

import { goString } from '../go-string.ts';
import { type Member, member } from '../member.ts';
import { readSteps } from '../read-steps.ts';
import { templateText } from '../template-text.ts';

/** A Go template in place of a lodash template, or the part that has no counterpart. */
export type Lodash =
  | { readonly kind: 'template'; readonly text: string; readonly isLax: boolean }
  | { readonly kind: 'none'; readonly part: string };

/** Rewrites a template. What JavaScript can do and a template cannot is named. */
export function lodash(text: string): Lodash {
  let out = '';
  let at = 0;
  let isLax = false;
  for (const match of text.matchAll(/<%(=?)([\s\S]*?)%>|\$\{([^}\\]*(?:\\.[^}\\]*)*)\}/g)) {
    const [whole, sign, inside, interpolated] = match;
    const code = interpolated ?? (sign === '=' ? inside : undefined);
    const found = code === undefined ? undefined : textOf(expressionOf(code.trim()));
    if (found === undefined) return { kind: 'none', part: whole };
    out += `${templateText(text.slice(at, match.index))}{{ ${found.code} }}`;
    isLax ||= found.isLax;
    at = match.index + whole.length;
  }
  return { kind: 'template', text: out + templateText(text.slice(at)), isLax };
}

/** What an expression gives: a text, or something parsed at `root`. */
interface Value extends Member {
  readonly form: 'text' | 'parsed' | 'bytes';
}

function expressionOf(code: string): Value | undefined {
  const [whole, name, single, double] = /^data(?:\.([A-Za-z_$][\w$]*)|\[(?:'([^']+)'|"([^"]+)")\])/.exec(code) ?? [];
  if (whole !== undefined) return after(code.slice(whole.length), operand(name ?? single ?? double ?? ''));
  const [head, call = ''] = /^([A-Za-z.]+)\(/.exec(code) ?? [];
  const end = head === undefined ? -1 : closing(code, head.length);
  if (head === undefined || end < 0) return undefined;
  const [inner = '', ...more] = argumentsOf(code.slice(head.length, end));
  const value = expressionOf(inner.trim());
  const made = value === undefined ? undefined : called(call, value, more.map((each) => each.trim()).join());
  return made === undefined ? undefined : after(code.slice(end + 1), made);
}

function operand(name: string): Value {
  const isField = /^[A-Za-z_]\w*$/.test(name);
  return { code: isField ? `.${name}` : `index . ${goString(name)}`, isLax: false, form: 'text' };
}

function called(name: string, value: Value, more: string): Value | undefined {
  const { isLax } = value;
  const text = textOf(value)?.code ?? '';
  const isDecoding = /^['"]base64['"]$/.test(more);
  switch (name) {
    case 'JSON.parse':
      return { code: `(${text} | fromJson)`, isLax, form: 'parsed' };
    case 'yaml.load':
    case 'yaml.safeLoad':
      return { code: `(${text} | fromYaml)`, isLax, form: 'parsed' };
    case 'JSON.stringify':
      return more === '' ? { code: `${value.code} | toJson`, isLax, form: 'text' } : undefined;
    case 'yaml.dump':
    case 'yaml.safeDump':
      return { code: `${value.code} | toYaml`, isLax, form: 'text' };
    case 'atob':
      return { code: `${text} | b64dec`, isLax, form: 'text' };
    case 'btoa':
      return { code: `${text} | b64enc`, isLax, form: 'text' };
    case 'Buffer.from':
      return { code: isDecoding ? `${text} | b64dec` : text, isLax, form: 'bytes' };
    default:
      return undefined;
  }
}

/** What stands behind an expression: members of something parsed, then a conversion to text. */
function after(rest: string, value: Value): Value | undefined {
  const [, path = '', conversion, encoding] =
    /^\s*(.*?)(\.toString\((?:['"](base64|utf-?8)['"])?\))?\s*$/s.exec(rest) ?? [];
  const reached = path === '' ? value : membersOf(value, path);
  if (reached === undefined || conversion === undefined) return reached;
  const code = reached.form === 'parsed' ? `${reached.code} | toString` : reached.code;
  return { code: encoding === 'base64' ? `${code} | b64enc` : code, isLax: reached.isLax, form: 'text' };
}

function membersOf(value: Value, path: string): Value | undefined {
  const steps = value.form === 'parsed' ? readSteps(path) : undefined;
  if (steps === undefined) return undefined;
  const found = member(value.code, steps);
  // A conversion may follow, so it stands in parentheses.
  return { code: `(${found.code})`, isLax: value.isLax || found.isLax, form: 'parsed' };
}

function textOf(value: Value | undefined): Member | undefined {
  return value === undefined ? undefined : { code: value.code.replace(/^\((.*)\)$/, bare), isLax: value.isLax };
}

/** Parentheses around the whole are not needed. */
function bare(whole: string, inside: string): string {
  return closing(whole, 1) === whole.length - 1 ? inside : whole;
}

/** Where the parenthesis is closed that was opened before `from`; -1 where it is not. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function argumentsOf(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('(['.includes(character)) depth += 1;
    if (')]'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
