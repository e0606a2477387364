const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text for HTML: for an element, or for an attribute in quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** JSON, without empty texts, for a `script` element, which ends at `</script` and treats `<!--` as a comment (HTML 4.12.1.3). */
export function jsonForScript(value: unknown): string {
  const text = JSON.stringify(value, (_name, part) => (part === '' ? undefined : part))
  return text.replaceAll('<', '\\u003c')
}
