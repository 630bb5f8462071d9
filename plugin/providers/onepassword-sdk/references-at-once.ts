/** How many references are resolved together. */
export const referencesAtOnce = 50;
