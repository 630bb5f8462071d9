/** Writes text so that a Go template gives it back unchanged. */
export function templateText(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}
