/** Removes unassigned values (RFC 7643 2.5): null, `[]`, and objects and lists that hold only those. */
export function assigned(value: unknown): unknown {
  if (Array.isArray(value)) {
    const elements = value.map(assigned).filter((element) => element !== undefined)
    return elements.length ? elements : undefined
  }
  if (typeof value !== 'object' || value === null) return value ?? undefined
  const entries = Object.entries(value)
    .map(([name, part]) => [name, assigned(part)] as const)
    .filter(([, part]) => part !== undefined)
  return entries.length ? Object.fromEntries(entries) : undefined
}
