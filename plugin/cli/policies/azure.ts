import type { Right } from '../../providers/access.ts';
import type { Policy } from './policy.ts';
import { shellWord } from './shell-word.ts';

/** Commands that assign the roles, object by object. */
export const azure: Policy = {
  providers: ['azurekv'],
  write(rights) {
    const commands = [...new Set(rights.map(command))].sort();
    return `# ASSIGNEE is who reads: the object ID of an identity or service principal\n${commands.join('')}`;
  },
};

function command({ action, resource }: Right): string {
  const [, vault = '', object = ''] = /^https?:\/\/([^./]+)[^/]*(\/.*)?$/.exec(resource) ?? [];
  const id = `$(az keyvault show --name ${shellWord(vault)} --query id --output tsv)`;
  const scope = `"${id}${object.replace(/["$\\`]/g, '\\$&')}"`;
  return `az role assignment create --assignee "$ASSIGNEE" --role ${shellWord(action)} --scope ${scope}\n`;
}
