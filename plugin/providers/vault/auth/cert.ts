import { clientCertificate } from '../../client-certificate.ts';
import { keyReference, type SecretSelector } from '../../key-reference.ts';
import type { AuthMethod } from './auth-method.ts';

interface Fields {
  readonly path?: string;
  readonly vaultRole?: string;
  readonly clientCert?: SecretSelector;
  readonly secretRef?: SecretSelector;
}

/** `auth.cert`: the client certificate of the connection itself, which stays for the requests that follow. */
export const method: AuthMethod = async (fields, { field, owner, context }) => {
  const { path = 'cert', vaultRole = '', clientCert, secretRef } = fields as Fields;
  const references = {
    certificate: keyReference(clientCert, owner, owner.place(`${field}.clientCert`)),
    key: keyReference(secretRef, owner, owner.place(`${field}.secretRef`)),
  };
  return {
    kind: 'login',
    path: `auth/${path}/login`,
    body: vaultRole === '' ? {} : { name: vaultRole },
    clientCertificate: await clientCertificate(references, context),
  };
};
