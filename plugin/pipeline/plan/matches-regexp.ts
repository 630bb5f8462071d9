import { RE2JS } from 're2js';

/** Whether a Go regular expression matches anywhere in a text; one that is no expression matches nothing (admission refuses it). */
export function matchesRegexp(regexp: string, text: string): boolean {
  try {
    return RE2JS.compile(regexp).matcher(text).find();
  } catch {
    return false;
  }
}
