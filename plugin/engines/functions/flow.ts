// Sprig's flow control, as external-secrets vendors it: functions.go.

import { FunctionError } from '../value.ts';
import { type Family, fn } from './family.ts';

/** Functions that end a run. */
export const flow: Family = {
  // The author of the template chose the text; values in it are masked where errors are written.
  fail: fn(['string'], 'string', (message) => {
    throw new FunctionError(message);
  }),
};
