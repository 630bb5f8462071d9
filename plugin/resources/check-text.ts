import { documentError } from '../errors/document.ts';
import type { EsrError } from '../errors/esr-error.ts';
import { nearest } from '../errors/nearest.ts';
import { parseDuration } from '../go/time-duration.ts';
import type { Place } from '../model/place.ts';
import type { Report } from './problem.ts';
import type { TextSchema } from './schema.ts';

// Longer texts match no pattern of ours; trying them could take quadratic time, and manifests are not trusted.
const longestForPattern = 4096;

/** Checks a text's length, form, format, and whether it is one of the allowed ones. Reports the first that fails. */
export function checkText(value: string, schema: TextSchema, field: string, report: Report): void {
  const error =
    lengthError(value, schema, field, report.place) ??
    formError(value, schema, field, report.place) ??
    allowedError(value, schema, field, report.place) ??
    formatError(value, schema, field, report.place);
  if (error !== undefined) report.problem(error);
}

type PlaceOf = (field: string) => Place;

function lengthError(value: string, schema: TextSchema, field: string, place: PlaceOf): EsrError | undefined {
  const { minLength, maxLength } = schema;
  if (minLength === undefined && maxLength === undefined) return undefined;
  const is = [...value].length;
  if (minLength !== undefined && is < minLength) {
    return documentError('FIELD_LENGTH', { field, is, bound: 'least', limit: minLength }, place(field));
  }
  if (maxLength !== undefined && is > maxLength) {
    return documentError('FIELD_LENGTH', { field, is, bound: 'most', limit: maxLength }, place(field));
  }
  return undefined;
}

function formError(value: string, schema: TextSchema, field: string, place: PlaceOf): EsrError | undefined {
  if (schema.pattern === undefined) return undefined;
  if (value.length <= longestForPattern && schema.pattern.test(value)) return undefined;
  const form = schema.form ?? `what matches ${schema.pattern.source}`;
  return documentError('FIELD_FORM', { field, value, form }, place(field));
}

function allowedError(value: string, schema: TextSchema, field: string, place: PlaceOf): EsrError | undefined {
  const { allowed } = schema;
  if (allowed === undefined || allowed.includes(value)) return undefined;
  return documentError('FIELD_NOT_ALLOWED', { field, value, allowed, nearest: nearest(value, allowed) }, place(field));
}

function formatError(value: string, schema: TextSchema, field: string, place: PlaceOf): EsrError | undefined {
  switch (schema.format) {
    case 'duration':
      if (parseDuration(value) !== undefined) return undefined;
      return documentError('FIELD_DURATION', { field, value }, place(field));
    case 'byte':
      if (isBase64(value)) return undefined;
      return documentError('FIELD_FORMAT', { field, wants: 'base64 without line breaks' }, place(field));
    case 'date-time':
      if (isDateTime(value)) return undefined;
      return documentError('FIELD_FORMAT', { field, wants: 'date and time like 2030-01-31T08:00:00Z' }, place(field));
    default:
      return undefined;
  }
}

/** k8s.io/kube-openapi strfmt, "byte": padded, and neither empty nor broken into lines. */
function isBase64(value: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/.test(value);
}

/** What both take: the API server (kube-openapi strfmt, "date-time") and the operator, who reads it as RFC 3339. */
function isDateTime(value: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))$/.exec(value);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const days = new Date(0);
  days.setUTCFullYear(year, month - 1, day);
  const isDay = days.getUTCMonth() === month - 1 && days.getUTCDate() === day;
  return isDay && hour <= 23 && minute <= 59 && second <= 59 && zoneHour <= 24 && zoneMinute <= 60;
}
