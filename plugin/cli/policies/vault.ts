import type { Policy } from './policy.ts';

/** A policy in Vault's own language. */
export const vault: Policy = {
  providers: ['vault', 'openBao'],
  write(rights) {
    const paths = new Map<string, Set<string>>();
    for (const { action, resource } of rights) paths.set(resource, (paths.get(resource) ?? new Set()).add(action));
    return [...paths]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, capabilities]) => {
        const list = [...capabilities].sort().map((each) => JSON.stringify(each));
        return `path ${JSON.stringify(path)} {\n  capabilities = [${list.join(', ')}]\n}\n`;
      })
      .join('\n');
  },
};
