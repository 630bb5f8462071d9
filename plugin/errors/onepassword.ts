import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a 1Password store, and with what is asked of it. */
export const onepasswordErrors = {
  ONEPASSWORD_VAULTS: (f: { why: string }) => ({
    says: `vaults ${f.why}`,
    hint: 'name each vault with a number of its own: they are searched from the lowest',
  }),
  ONEPASSWORD_SCOPE: (_f: object) => ({
    says: 'the store has to name either a vault or an environment',
    hint: 'set one of vault and environment',
  }),
  ONEPASSWORD_VAULT: (f: { vault: string; count: number }) => ({
    says: `${f.count === 0 ? 'no vault is' : `${f.count} vaults are`} called "${f.vault}", as far as the token may see`,
    hint: 'check the name, and that the token has access to the vault; the id of the vault will do as well',
  }),
  ONEPASSWORD_ITEMS: (f: { title: string; count: number }) => ({
    says: `${f.count} items are titled "${f.title}"`,
    hint: 'rename all but one, or take the id of the one that is meant as the key',
  }),
  ONEPASSWORD_FIELD: (f: { label: string; title: string; count: number }) => ({
    says: `item "${f.title}" has ${f.count} fields with the label "${f.label}", and it takes exactly one`,
    hint: 'property names the field, and "password" is meant without one; file/NAME names a file',
  }),
  ONEPASSWORD_FILE: (f: { name: string; title: string }) => ({
    says: f.name === '' ? `item "${f.title}" has no files` : `item "${f.title}" has no file "${f.name}"`,
    hint: 'property names the file of a document; field/LABEL names a field',
  }),
  ONEPASSWORD_TWICE: (f: { name: string }) => ({
    says: `find meets "${f.name}" in more than one item`,
    hint: 'find in one item with find.path, or rename one of the two',
  }),
  ONEPASSWORD_REFERENCE: (f: { reference: string; why: string }) => ({
    says: `"${f.reference}" cannot be resolved: ${f.why}`,
    hint: 'the key is ITEM/FIELD or ITEM/SECTION/FIELD, without op:// and the vault',
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const onepasswordError = errorsOf(ManifestError, onepasswordErrors);
