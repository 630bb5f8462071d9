import type { Flag } from './flag.ts';

/** Flags of every command. */
export const generalFlags: readonly Flag[] = [
  { name: 'log-format', takes: 'FORMAT', allowed: ['text', 'json'], says: 'how problems are written to stderr' },
  { name: 'help', says: 'show this help' },
];

/** Flags of commands that read the platform configuration. */
export const configFlags: readonly Flag[] = [
  { name: 'config', takes: 'FILE', says: 'platform configuration (RenderConfig); else the file that ESR_CONFIG names' },
  { name: 'namespace', takes: 'NAME', says: 'namespace of documents that name none' },
];

/** Flags of commands that read values. */
export const readFlags: readonly Flag[] = [
  { name: 'timeout', takes: 'DURATION', says: 'time for the whole run, such as 30s; 45s by default' },
  { name: 'offline', says: 'ask no store; every value is a placeholder that stays the same' },
  { name: 'values', takes: 'FILE', says: 'ask no store; take values from a file: STORE: {KEY: value}' },
];
