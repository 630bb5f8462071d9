/**
 * Has V8 keep its space for new objects at the size it begins with.
 *
 * @remarks
 * It would grow to 32 MB while a thousand ExternalSecrets are read, and make them no faster. For a process of ours only:
 * it is a setting of the whole process. Its module takes some milliseconds, so it loads where there is work.
 */
export async function keepYoungSpaceSmall(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
}
