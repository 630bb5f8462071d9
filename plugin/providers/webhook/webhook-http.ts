import { keyReference, type SecretSelector } from '../key-reference.ts';
import type { ProviderContext, StoreInfo } from '../provider.ts';
import { webhookLabel } from './template-data.ts';
import type { WebhookFields } from './webhook-fields.ts';

/**
 * HTTP as a store asks for it: that of the run, or one that signs in with NTLM.
 *
 * @remarks The Secrets have to carry the label, as all that a webhook is told.
 */
export async function webhookHttp(
  { auth }: Pick<WebhookFields, 'auth'>,
  info: StoreInfo,
  context: Pick<ProviderContext, 'http' | 'now' | 'secretKey' | 'conceal'>,
): Promise<ProviderContext['http']> {
  const { ntlm } = auth ?? {};
  if (ntlm === undefined) return context.http;
  const text = async (selector: SecretSelector, field: string): Promise<string> => {
    const reference = keyReference(selector, info, info.place(`auth.ntlm.${field}`));
    const found = await context.secretKey({ ...reference, label: webhookLabel });
    return found.reveal().toString('utf8');
  };
  const [user, password] = await Promise.all([
    text(ntlm.usernameSecret, 'usernameSecret'),
    text(ntlm.passwordSecret, 'passwordSecret'),
  ]);
  context.conceal(password);
  const { ntlmHttp } = await import('./ntlm/ntlm-http.ts');
  return ntlmHttp({ user, password }, context);
}
