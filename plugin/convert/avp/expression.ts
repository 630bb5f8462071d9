import { goString } from '../go-string.ts';
import { member } from '../member.ts';
import { type JsonPath, readJsonPath } from './json-path.ts';
import { asJson, type Modifier } from './modifier.ts';

/** A pipeline of a Go template, or why there is none. */
export type Expression =
  | {
      readonly kind: 'pipeline';
      readonly code: string;
      /** The value is no text: it is JSON that belongs into a document without quotes. */
      readonly isRaw: boolean;
      /** A member that is absent is printed as `<no value>` instead of failing. */
      readonly isLax: boolean;
    }
  | { readonly kind: 'none'; readonly why: string };

/** What a pipeline gives so far: a text, a text that is to be parsed, or something parsed. */
interface State {
  readonly code: string;
  readonly form: 'text' | 'json' | 'yaml' | 'parsed';
  readonly isLax: boolean;
}

/**
 * Writes modifiers of argocd-vault-plugin as a pipeline.
 *
 * @remarks pkg/kube/modifiers.go. `indent` trims each line there and drops empty ones; here lines are only moved.
 *
 * @param operand - What is modified: `.name`.
 */
export function expressionOf(operand: string, modifiers: readonly Modifier[]): Expression {
  let state: State = { code: operand, form: 'text', isLax: false };
  for (const modifier of modifiers) {
    const next = apply(state, modifier);
    if (typeof next === 'string') return { kind: 'none', why: next };
    state = next;
  }
  const { code, form, isLax } = state;
  if (form === 'yaml') return { kind: 'pipeline', code: `${code} | fromYaml | toJson`, isRaw: true, isLax };
  return { kind: 'pipeline', code, isRaw: form === 'json', isLax };
}

function apply(state: State, { name, argument }: Modifier): State | string {
  switch (name) {
    case 'base64encode':
      return piped(state, 'b64enc');
    case 'base64decode':
      return piped(state, 'b64dec');
    case 'sha256sum':
      return piped(state, 'sha256sum');
    case 'indent':
      return /^\d+$/.test(argument)
        ? piped(state, `trim | replace "\\n" ${goString(`\n${' '.repeat(Number(argument))}`)}`)
        : 'indent takes a number';
    case asJson:
      return state.form === 'json' || state.form === 'yaml' ? state : piped(state, 'toJson');
    case 'jsonParse':
      return { ...asText(state), form: 'json' };
    case 'yamlParse':
      return { ...asText(state), form: 'yaml' };
    case 'jsonPath':
      return taken(state, argument);
    default:
      return `there is no modifier "${name}"`;
  }
}

function piped(state: State, step: string): State {
  const { code, isLax } = asText(state);
  return { code: `${code} | ${step}`, form: 'text', isLax };
}

/** Members may be numbers, and functions of texts take nothing else. */
function asText(state: State): State {
  return state.form === 'parsed' ? { ...state, code: `${state.code} | toString`, form: 'text' } : state;
}

function taken(state: State, argument: string): State | string {
  const found = readJsonPath(argument);
  if (found === undefined) return `the path ${argument} has more than members and items`;
  const { code, form, isLax } = asText(state);
  const root = `(${code} | ${form === 'yaml' ? 'fromYaml' : 'fromJson'})`;
  const [only] = found;
  if (found.length === 1 && typeof only === 'object') {
    const way = member(root, only.steps);
    return { code: way.code, form: only.steps.length === 0 ? 'text' : 'parsed', isLax: isLax || way.isLax };
  }
  const printed = printf(root, found);
  return { ...printed, form: 'text', isLax: isLax || printed.isLax };
}

function printf(root: string, found: JsonPath): { readonly code: string; readonly isLax: boolean } {
  const format = found.map((part) => (typeof part === 'string' ? part.replaceAll('%', '%%') : '%v')).join('');
  const members = found.flatMap((part) => (typeof part === 'string' ? [] : [member(root, part.steps)]));
  return {
    code: `printf ${goString(format)}${members.map(({ code }) => ` (${code})`).join('')}`,
    isLax: members.some(({ isLax }) => isLax),
  };
}
