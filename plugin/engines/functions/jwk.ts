import { encodePem } from '../../go/pem.ts';
import { readJwk } from '../keys/jwk.ts';
import { FunctionError } from '../value.ts';
import { type Family, fn } from './family.ts';
import { withKeyErrors } from './key-errors.ts';

// External-secrets' own functions on JSON web keys: runtime/template/v2/jwk.go.

/** Functions on JSON web keys. A private key is not reduced to its public half. */
export const jwk: Family = {
  jwkPublicKeyPem: fn(['string'], 'string', (text) => {
    const key = withKeyErrors(() => readJwk(text));
    if (key.type !== 'public') throw new FunctionError('x509: unsupported public key type');
    return encodePem('PUBLIC KEY', key.spki);
  }),

  jwkPrivateKeyPem: fn(['string'], 'string', (text) => {
    const key = withKeyErrors(() => readJwk(text));
    if (key.type !== 'private') throw new FunctionError('x509: unknown key type while marshaling PKCS#8');
    return encodePem('PRIVATE KEY', key.pkcs8);
  }),
};
