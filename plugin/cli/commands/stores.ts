import { type EsrError, faultsOf } from '../../errors/esr-error.ts';
import { showObject } from '../../model/place.ts';
import { type CheckedStore, checkStores } from '../../pipeline/check-stores.ts';
import { load } from '../../pipeline/load/load.ts';
import type { Command } from '../command.ts';
import { configFlags, readFlags } from '../flags.ts';
import { openRun } from '../open-run.ts';
import { placeColumn } from '../place-column.ts';
import { problemsOf } from '../problems-of.ts';
import type { Style } from '../screen/style.ts';
import { styleFor } from '../screen/style-for.ts';
import { table } from '../screen/table.ts';

/** `esr stores`: whether each store can be reached and signed in to. */
export const command: Command = {
  name: 'stores',
  summary: 'Signs in to each store, and shows whether it works.',
  operands: '[PATH]',
  maxOperands: 1,
  flags: [
    { name: 'output', takes: 'FORMAT', allowed: ['table', 'json'], says: 'how the stores are written to stdout' },
    ...configFlags,
    ...readFlags.filter(({ name }) => name === 'timeout'),
  ],
  details: [
    'PATH is a folder, a file, or - for standard input; . by default. The stores of the platform configuration are checked along with those of the input.',
    'Nothing is read but what proves the sign-in. Exit status 3 when one does not work.',
  ].join('\n'),
  examples: [
    { words: 'esr stores overlays/prod', does: 'whether each store is reached and signed in to' },
    { words: 'esr stores . --config platform.yaml --output json', does: 'the stores of the platform, for a monitor' },
  ],

  async run(invocation) {
    const { options, operands, terminal, reporter } = invocation;
    const run = await openRun(invocation, 'plan');
    const request = { path: operands[0] ?? '.', env: terminal.env, readStdin: () => terminal.readStdin() };
    const stores = await checkStores(await load(request, run), run);
    const faults = stores.flatMap(({ fault }) => faultsOf(fault) ?? []);
    const isJson = options.text('output') === 'json';
    if (!isJson) for (const problem of problemsOf(faults)) reporter.report(problem);
    const style = styleFor(terminal, 'out');
    const shown = isJson
      ? `${JSON.stringify({ stores: stores.map((each) => storeJson(each, (text) => invocation.redactor.maskMessage(text))) }, null, 2)}\n`
      : storeTable(stores, style);
    return { out: [Buffer.from(shown)], status: faults.length > 0 ? 3 : 0 };
  },
};

const unreached = new Set([
  'STORE_UNREACHABLE',
  'STORE_TIMEOUT',
  'RUN_TIMEOUT',
  'STORE_CERTIFICATE',
  'STORE_SEALED',
  'ADDRESS_REFUSED',
]);
const unknown = /^(?:STORE_NOT_FOUND|PROVIDER_UNSUPPORTED|FIELD_|YAML_|KIND_)/;
const signIn = /CREDENTIAL|TOKEN|AMBIENT|^ACCOUNT_|^SERVICE_ACCOUNT_/;

/** What a fault says of the connection; nothing where it came to none. */
function stateOf({ fault, isOthers }: CheckedStore): { readonly reachable?: boolean; readonly signedIn?: boolean } {
  if (isOthers === true) return {};
  if (fault === undefined) return { reachable: true, signedIn: true };
  const { code, exitStatus } = fault;
  if (unreached.has(code)) return { reachable: false };
  if (unknown.test(code)) return {};
  if (signIn.test(code))
    return exitStatus === 3 && code === 'STORE_CREDENTIALS'
      ? { reachable: true, signedIn: false }
      : { signedIn: false };
  return exitStatus === 3 ? { reachable: true } : {};
}

function storeTable(stores: readonly CheckedStore[], style: Style): string {
  if (stores.length === 0) return 'no store in the input or the platform configuration\n';
  const word = (answer: boolean | undefined) => (answer === undefined ? '-' : answer ? 'yes' : 'no');
  const { title, cells, note } = placeColumn(
    stores.map(({ resource, fault }) => resource?.place() ?? fault?.place ?? {}),
  );
  const rows = stores.map((store, index) => {
    const { reachable, signedIn } = stateOf(store);
    return [
      showObject(store),
      store.provider ?? '-',
      store.isOthers === true ? 'another controller' : readiness(store.fault),
      word(reachable),
      word(signedIn),
      store.capabilities ?? '-',
      String(store.users),
      cells[index] ?? '',
    ];
  });
  const paint = (cell: string, column: number) =>
    column !== 2 ? cell : cell.startsWith('ready') ? style.green(cell) : style.red(cell);
  const head = ['STORE', 'PROVIDER', 'STATE', 'REACHABLE', 'SIGNED IN', 'CAN', 'USED BY', title];
  return `${table(head, rows, { style, paint, shortened: [head.length - 1] })}${style.dim(note)}`;
}

function readiness(fault: EsrError | undefined): string {
  return fault === undefined ? 'ready' : fault.code;
}

function storeJson(store: CheckedStore, mask: (text: string) => string): object {
  const { kind, namespace, name, provider, capabilities, users, fault, resource, isOthers } = store;
  const { file, line } = resource?.place() ?? {};
  return {
    kind,
    namespace,
    name,
    provider,
    ready: isOthers === true ? undefined : fault === undefined,
    controller: isOthers === true ? 'another' : undefined,
    ...stateOf(store),
    capabilities,
    usedBy: users,
    file,
    line,
    error:
      fault === undefined
        ? undefined
        : { code: fault.code, message: mask(fault.says), hint: fault.hint && mask(fault.hint) },
  };
}
