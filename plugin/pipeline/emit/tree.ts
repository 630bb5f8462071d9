/** What a written document is made of. Maps keep their order, so that keys such as `10` and `9` stay where they are put. */
export type Tree = null | boolean | number | bigint | string | readonly Tree[] | ReadonlyMap<string, Tree>;
