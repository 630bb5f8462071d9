const signs: readonly (readonly [RegExp, string])[] = [
  [/path: *["']?projects\/[^/]+\/secrets\//, 'gcpsecretmanager'],
  [/path: *["']?arn:aws[\w-]*:secretsmanager:/, 'awssecretsmanager'],
  [/path: *["']?vaults\/[^/]+\/items\//, '1passwordconnect'],
  [/path: *["']?ibmcloud\//, 'ibmsecretsmanager'],
  [/path: *["']?[^\s#>"']+\/data\/|kv-version/, 'vault'],
  [/path: *["']?[^\s#>"']+\.ya?ml["'#\s]/, 'sops'],
];

/**
 * Guesses which backend the placeholders of a text are for: nothing in a manifest says so, but some paths give it away.
 *
 * @returns The name in `AVP_TYPE`; `undefined` where no path is telling.
 */
export function guessBackend(text: string): string | undefined {
  const whole = [text, ...insideBase64(text)].join('\n');
  // Where there is no placeholder, it does not matter.
  if (!/<path:|avp\.kubernetes\.io\/path/.test(whole)) return 'vault';
  return signs.find(([sign]) => sign.test(whole))?.[1];
}

function insideBase64(text: string): readonly string[] {
  const found = text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? [];
  return found.map((each) => Buffer.from(each, 'base64').toString('latin1')).filter((each) => each.includes('<path:'));
}
