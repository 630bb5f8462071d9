import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** A template cannot be parsed or run. */
export class TemplateError extends EsrError {
  override readonly exitStatus = 1;
}

export const templateErrors = {
  TEMPLATE_PARSE: (f: { message: string; hint?: string }) => ({
    says: f.message,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  TEMPLATE_EXECUTE: (f: { message: string; hint?: string }) => ({
    says: f.message,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  TEMPLATE_TARGET: (f: { target: string }) => ({
    says: `templateFrom target "${f.target}" is none that a Secret has`,
    hint: 'one of Data, Annotations and Labels; leave the field out for Data',
  }),
} satisfies Catalogue;

export const templateError = errorsOf(TemplateError, templateErrors);
