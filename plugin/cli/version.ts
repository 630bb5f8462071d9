declare const __ESR_VERSION__: string | undefined;

/** The version of the build; `source` where the sources run unbuilt. */
export const version: string = typeof __ESR_VERSION__ === 'string' ? __ESR_VERSION__ : 'source';
