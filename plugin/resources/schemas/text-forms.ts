/** The named forms of text that names and keys take: pattern and greatest length; none may be empty. */
export const textForms = {
  DNS1123sub: {
    pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
    maxLength: 253,
    says: 'small letters, digits, "-" and ".", with a letter or digit at both ends of each part',
  },
  DNS1123label: {
    pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
    maxLength: 63,
    says: 'small letters, digits and "-", with a letter or digit at both ends',
  },
  DataKey: {
    pattern: '^[-._a-zA-Z0-9]+$',
    maxLength: 253,
    says: 'letters, digits, "-", "_" and "."',
  },
} as const;
