/** Levels beyond which nothing is followed any more: Go's stack grows, ours does not. */
export const deepest = 500;
