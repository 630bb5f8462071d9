import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { faultIn } from '../../errors/fault-in.ts';
import { bytesFromBuffer } from '../../go/byte-string.ts';
import { readYaml } from '../../go/yaml11.ts';
import type { JsonObject } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';
import { asOperand } from './as-operand.ts';
import type { ToolCommand } from './tool-command.ts';

/**
 * Renders a chart, and fetches its dependencies where helm says that they are missing.
 *
 * @remarks As Argo CD does (util/helm/helm.go, `IsMissingDependencyErr`): charts that bring them along cost nothing more.
 */
export async function fetchDependencies(
  folder: string,
  tool: (command: ToolCommand) => Promise<unknown>,
  render: () => Promise<Source>,
): Promise<Source> {
  try {
    return await render();
  } catch (thrown) {
    const fault = faultIn(thrown);
    if (fault?.code !== 'TOOL_FAILED' || !/found in Chart.yaml, but missing in charts/.test(fault.says)) throw thrown;
    for (const url of await repositoriesOf(folder)) await tool(addRepository(url));
    await tool({ program: 'helm', arguments: ['dependency', 'build', asOperand(folder)] });
    return render();
  }
}

/** A lock file is followed only for repositories that helm knows. */
function addRepository(url: string): ToolCommand {
  const name = `esr-${createHash('sha256').update(url).digest('hex').slice(0, 12)}`;
  return { program: 'helm', arguments: ['repo', 'add', '--force-update', name, url] };
}

async function repositoriesOf(folder: string): Promise<ReadonlySet<string>> {
  const { value } = readYaml(bytesFromBuffer(await readFile(path.join(folder, 'Chart.yaml'))));
  const { dependencies } = Object(value) as JsonObject;
  const found = Array.isArray(dependencies) ? dependencies : [];
  const urls = found.map((each: unknown) => (Object(each) as JsonObject)['repository']);
  return new Set(urls.filter((url): url is string => typeof url === 'string' && /^https?:\/\//.test(url)));
}
