import picomatch from 'picomatch';
import type { RenderConfig } from '../model/config.ts';
import type { KeyLimit } from '../model/plan.ts';
import type { Application } from '../model/run.ts';
import { isEvasiveKey } from './is-evasive-key.ts';

type PolicyRule = RenderConfig['policy']['rules'][number];

/** Who asks: the application, and the namespace of the ExternalSecret. */
export interface Asker {
  readonly namespace: string;
  readonly application: Application;
}

/** A store that is asked for. */
export interface AskedStore {
  readonly kind: string;
  readonly name: string;
  /** A SecretStore's namespace. */
  readonly namespace?: string;
  readonly provider: string;
}

/** A generator that is asked for. */
export interface AskedGenerator {
  /** The kind that runs: for a ClusterGenerator that of the generator inside. */
  readonly kind: string;
  readonly name: string;
  readonly cluster: boolean;
}

/** Why something is refused: which of the rule's lists does not cover it; none when no rule is there for the asker. */
export interface Refusal {
  readonly rule?: string;
  readonly list?: 'stores' | 'keys' | 'providers' | 'generators';
}

/** What `policy.rules` say to one asker: the first rule that is about the asker decides. */
export interface Policy {
  /** The rule that decides, as errors name it. */
  readonly rule: string | undefined;
  /** Whether that rule names namespaces, and so lets the asker claim them. */
  readonly namesNamespace: boolean;
  /** The rule's key patterns; absent when every key may be read. */
  readonly keys: KeyLimit | undefined;
  /** Why a store may not be used, or `undefined` when it may. */
  refusesStore(store: AskedStore): Refusal | undefined;
  /** Why a key may not be read. */
  refusesKey(key: string): Refusal | undefined;
  /** Why a generator may not run. */
  refusesGenerator(generator: AskedGenerator): Refusal | undefined;
}

/** Picks the rule for an asker. Without any rule everything may be read. */
export function policyFor(rules: readonly PolicyRule[], asker: Asker): Policy {
  const index = rules.findIndex((rule) => isAbout(rule, asker));
  const rule = rules[index];
  if (rule === undefined) {
    const refusal = rules.length === 0 ? undefined : {};
    return {
      rule: undefined,
      namesNamespace: false,
      keys: undefined,
      refusesStore: () => refusal,
      refusesKey: () => refusal,
      refusesGenerator: () => refusal,
    };
  }
  const name = rule.name ?? `policy.rules[${index}]`;
  const keys = rule.keys === undefined ? undefined : { rule: name, patterns: rule.keys };
  return {
    rule: name,
    namesNamespace: rule.namespaces !== undefined,
    keys,
    refusesStore(store) {
      // A rule that lists generators alone is about generators.
      const generatorsOnly = rule.generators !== undefined && !(rule.stores ?? rule.keys ?? rule.providers);
      if (generatorsOnly || !covers(rule.stores, storeNames(store))) return { rule: name, list: 'stores' };
      return covers(rule.providers, [store.provider]) ? undefined : { rule: name, list: 'providers' };
    },
    refusesKey: (key) => (keys === undefined || coversKey(keys, key) ? undefined : { rule: name, list: 'keys' }),
    refusesGenerator(generator) {
      const storesOnly = rule.generators === undefined && (rule.stores ?? rule.keys ?? rule.providers) !== undefined;
      return storesOnly || !covers(rule.generators, generatorNames(generator))
        ? { rule: name, list: 'generators' }
        : undefined;
    },
  };
}

/**
 * Whether a rule's patterns cover a key.
 *
 * @remarks
 * Matching is picomatch's: `*` stops at a slash, `**` does not. An evasive key is covered by no pattern.
 */
export function coversKey({ patterns }: KeyLimit, key: string): boolean {
  return covers(patterns, [key]);
}

function isAbout(rule: PolicyRule, { namespace, application }: Asker): boolean {
  const { name, project, repository } = application;
  return (
    covers(rule.projects, [project]) &&
    covers(rule.namespaces, [namespace]) &&
    covers(rule.applications, [name]) &&
    covers(rule.repositories, [repository, repository?.replace(/\.git$/, '')])
  );
}

/** Whether one of the patterns matches one of the names. No list covers all; a name that is unknown or evasive is covered by no list. */
function covers(patterns: readonly string[] | undefined, names: readonly (string | undefined)[]): boolean {
  if (patterns === undefined) return true;
  return patterns.some((pattern) => {
    const matches = matcherOf(pattern);
    return names.some((name) => name !== undefined && !isEvasiveKey(name) && matches(name));
  });
}

const matchers = new Map<string, (name: string) => boolean>();

function matcherOf(pattern: string): (name: string) => boolean {
  let matches = matchers.get(pattern);
  if (matches === undefined) {
    // A leading `!` is a character here: a list says what is allowed, never "everything but". `a/**` does not cover `a`.
    matches = picomatch(pattern, { dot: true, nonegate: true, strictSlashes: true });
    matchers.set(pattern, matches);
  }
  return matches;
}

function storeNames({ kind, name, namespace }: AskedStore): readonly string[] {
  return [name, `${kind}/${name}`, ...(namespace === undefined ? [] : [`${kind}/${namespace}/${name}`])];
}

function generatorNames({ kind, name, cluster }: AskedGenerator): readonly string[] {
  return [kind, `${kind}/${name}`, ...(cluster ? [`ClusterGenerator/${name}`] : [])];
}
