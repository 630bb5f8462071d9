/** What fields are for, by their path below the root of a table: one or two sentences each. */
export type Texts = Readonly<Record<string, string>>;
