import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a generator's document, and with what it refers to. */
export const generatorErrors = {
  GENERATOR_MISSING: (f: { what: string }) => ({
    says: `${f.what} does not exist`,
    hint: 'target.deletionPolicy Delete or Merge leaves out what does not exist',
  }),
  GENERATOR_EMPTY: (f: { call: string }) => ({
    says: `${f.call} gave an empty answer`,
    hint: 'check path and method; allowEmptyResponse: true takes it for no values',
  }),
  GENERATOR_FIELD: (f: { field: string; needs: string }) => ({
    says: `${f.field} needs ${f.needs}`,
  }),
  GENERATOR_KEEPS_TOKENS: (f: { expiry: string }) => ({
    says: 'each render would make a token that never expires, and nobody revokes the one before',
    hint: `set ${f.expiry}; cluster.enabled in the platform configuration keeps the token of the existing Secret; random: allow makes one each time`,
  }),
  PASSWORD_COUNTS: (f: { length: number; digits: number; symbols: number }) => ({
    says: `${f.digits} digits and ${f.symbols} symbols are more than the length, ${f.length}`,
    hint: 'raise length, or lower digits and symbols',
  }),
  PASSWORD_REPEATS: (f: { what: string; wanted: number; available: number }) => ({
    says: `the password wants ${f.wanted} ${f.what}, and there are ${f.available} different ones`,
    hint: 'set allowRepeat: true, or ask for fewer; without it the defaults end at length 43',
  }),
  PASSWORD_LENGTH: (f: { length: number; most: number }) => ({
    says: `a password of ${f.length} characters is longer than a Secret holds, ${f.most} bytes`,
    hint: 'set a smaller length',
  }),
  PASSWORD_KEYS: (_f: object) => ({
    says: 'secretKeys must be non-empty and unique',
    hint: 'name each key once',
  }),
  SSH_KEY_SIZE: (f: { size: number; least: number }) => ({
    says: `an RSA key of ${f.size} bits is insecure, and the operator refuses it`,
    hint: `set keySize to ${f.least} or more, or leave it out for 2048`,
  }),
  MFA_SEED: (_f: object) => ({
    says: 'the seed of the one-time password is no base32',
    hint: 'letters and the digits 2 to 7, blanks between them; no padding',
  }),
  MFA_LENGTH: (f: { length: number; most: number }) => ({
    says: `a one-time password of ${f.length} digits is too long; ${f.most} is the most`,
    hint: 'set a smaller length; services ask for 6 or 8',
  }),
  PRIVATE_KEY: (f: { field: string }) => ({
    says: `${f.field} holds no RSA private key`,
    hint: 'it is the PEM file that the service gave for download',
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const generatorError = errorsOf(ManifestError, generatorErrors);
