import { documentError } from '../errors/document.ts';
import type { Report } from './problem.ts';
import type { IntegerSchema } from './schema.ts';

/** Checks an integer's range. */
export function checkInteger(value: number | bigint, schema: IntegerSchema, field: string, report: Report): void {
  const { minimum, maximum } = schema;
  if (minimum !== undefined && value < minimum) {
    const facts = { field, bound: 'least', limit: String(minimum) } as const;
    report.problem(documentError('FIELD_RANGE', facts, report.place(field)));
  }
  if (maximum !== undefined && value > maximum) {
    const facts = { field, bound: 'most', limit: String(maximum) } as const;
    report.problem(documentError('FIELD_RANGE', facts, report.place(field)));
  }
}
