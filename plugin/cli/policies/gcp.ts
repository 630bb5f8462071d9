import type { Right } from '../../providers/access.ts';
import type { Policy } from './policy.ts';
import { shellWord } from './shell-word.ts';

/** Commands that bind the roles, secret by secret. */
export const gcp: Policy = {
  providers: ['gcpsm'],
  write(rights) {
    const commands = [...new Set(rights.map(command))].sort();
    return `# MEMBER is who reads, such as serviceAccount:NAME@PROJECT.iam.gserviceaccount.com\n${commands.join('')}`;
  },
};

function command({ action, resource }: Right): string {
  const [, project = '', location, secret] =
    /^projects\/([^/]+)(?:\/locations\/([^/]+))?(?:\/secrets\/([^/]+))?/.exec(resource) ?? [];
  const role = `--member "$MEMBER" --role ${action}`;
  if (secret === undefined) return `gcloud projects add-iam-policy-binding ${shellWord(project)} ${role}\n`;
  const where = location === undefined ? '' : ` --location ${shellWord(location)}`;
  return `gcloud secrets add-iam-policy-binding ${shellWord(secret)} --project ${shellWord(project)}${where} ${role}\n`;
}
