import { Loopback, type LoopbackAnswer, type LoopbackRequest } from './loopback.ts';
import { OnepasswordFake } from './onepassword.ts';

/** An item of a vault, as the SDK has it. */
export interface CoreItem {
  readonly id?: string;
  readonly title: string;
  readonly category?: string;
  readonly tags?: readonly string[];
  /** Values by title. */
  readonly fields?: readonly (readonly [string, string])[];
  readonly files?: Readonly<Record<string, Buffer>>;
  /** Name and content of the file that a document is. */
  readonly document?: readonly [string, Buffer];
}

interface Invocation {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * The compiled part of 1Password's SDK, as far as its JavaScript can tell: takes questions as JSON and asks a service on the
 * loopback through `fetch`, which gives leave or shows faults.
 */
export class OnepasswordCore extends Loopback {
  readonly token = 'ops_token-of-the-test';
  /** By title. */
  readonly vaults = new Map<string, CoreItem[]>();
  readonly environments = new Map<string, readonly (readonly [string, string])[]>();
  /** What references come to: text, or the SDK's word for why not. */
  readonly references = new Map<string, { readonly secret: string } | { readonly why: string }>();
  readonly denied = new Set<string>();
  /** What the next question ends with, as the compiled part throws it. */
  throws: unknown;

  static async start(): Promise<OnepasswordCore> {
    return await new OnepasswordCore().listen();
  }

  /** The questions that were asked, by the SDK's names. */
  override get calls(): readonly string[] {
    return super.calls.map((call) => call.slice('POST /'.length));
  }

  async initClient(config: string): Promise<string> {
    const { serviceAccountToken } = JSON.parse(config) as { readonly serviceAccountToken: string };
    await this.#ask('sign-in', config);
    if (serviceAccountToken !== this.token) throw 'invalid service account token, marked-message';
    return '1';
  }

  async invoke(config: string): Promise<string> {
    const { invocation } = JSON.parse(config) as { readonly invocation: { readonly parameters: Invocation } };
    const { name, parameters } = invocation.parameters;
    await this.#ask(name, config);
    return JSON.stringify(this.#tell(name, parameters));
  }

  protected override answer({ body }: LoopbackRequest): LoopbackAnswer {
    return { status: [...this.denied].some((word) => body.includes(word)) ? 403 : 200, body: {} };
  }

  async #ask(name: string, body: string): Promise<void> {
    const { status } = await fetch(`${this.url}/${name}`, { method: 'POST', body });
    if (status >= 400) throw `marked-message: the server says ${status}`;
    const thrown = this.throws;
    this.throws = undefined;
    if (thrown !== undefined) throw thrown;
  }

  #tell(name: string, parameters: Readonly<Record<string, unknown>>): unknown {
    const vault = [...this.vaults].find(([title]) => OnepasswordFake.id(title) === parameters['vault_id']);
    const items = (vault?.[1] ?? []).map((item, index) => ({ id: OnepasswordFake.id(`item${index}`), ...item }));
    const item = items.find(({ id }) => id === parameters['item_id']);
    switch (name) {
      case 'SecretsResolveAll':
        return { individualResponses: this.#resolve(parameters['secret_references'] as readonly string[]) };
      case 'VaultsList':
        return [...this.vaults.keys()].map((title) => ({ id: OnepasswordFake.id(title), title }));
      case 'ItemsList':
        return items.map(({ id, title, tags = [] }) => ({ id, title, tags, category: 'Login' }));
      case 'ItemsGet':
        if (item === undefined) throw 'marked-message: no such item';
        return wholeItem(item);
      case 'ItemsFilesRead': {
        const { name: file } = parameters['attr'] as { readonly name: string };
        return [...(item?.files?.[file] ?? item?.document?.[1] ?? [])];
      }
      case 'EnvironmentsGetVariables': {
        const variables = this.environments.get(parameters['environment_id'] as string) ?? [];
        return { variables: variables.map(([own, value]) => ({ name: own, value, masked: true })) };
      }
      default:
        throw `no question of this test: ${name}`;
    }
  }

  #resolve(references: readonly string[]): object {
    const responses = references.map((reference) => {
      const found = this.references.get(reference) ?? { why: 'itemNotFound' };
      const response = 'why' in found ? { error: { type: found.why, message: 'marked-message' } } : { content: found };
      return [reference, response] as const;
    });
    return Object.fromEntries(responses);
  }
}

function wholeItem({ id, title, category = 'Login', tags = [], fields = [], files = {}, document }: CoreItem): object {
  const attributes = (name: string, content: Buffer) => ({ name, id: OnepasswordFake.id(name), size: content.length });
  return {
    id,
    title,
    category,
    tags,
    fields: fields.map(([own, value]) => ({ id: own, title: own, value, fieldType: 'Text' })),
    files: Object.entries(files).map(([name, content]) => ({ attributes: attributes(name, content) })),
    ...(document === undefined ? {} : { document: attributes(...document) }),
  };
}
