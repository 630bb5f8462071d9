/** The environment, as far as proposed stores take something from it: `VAULT_ADDR`, `AWS_REGION` and the like. */
export type Settings = Readonly<Record<string, string | undefined>>;
