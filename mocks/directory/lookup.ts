/** Finds records by a text, without a scan. */
export interface Lookup {
  /** Files a record under texts; `null` and the empty string are skipped. */
  add(id: string, texts: readonly (string | null)[]): void
  remove(id: string, texts: readonly (string | null)[]): void
  /**
   * Returns the ids of all records whose text is equal to this one under any comparison: without regard to case,
   * width, normalization form and surrounding blanks. The caller compares by its own rule.
   */
  find(text: string): readonly string[]
}

/** Makes an empty lookup. */
export function createLookup(): Lookup {
  const ids = new Map<string, string[]>()
  return {
    add(id, texts) {
      for (const text of texts) {
        if (!text) continue
        const key = looseKey(text)
        const filed = ids.get(key)
        if (!filed) ids.set(key, [id])
        else if (!filed.includes(id)) filed.push(id)
      }
    },
    remove(id, texts) {
      for (const text of texts) {
        if (!text) continue
        const key = looseKey(text)
        const left = ids.get(key)?.filter((other) => other !== id)
        if (left?.length) ids.set(key, left)
        else ids.delete(key)
      }
    },
    find: (text) => ids.get(looseKey(text)) ?? [],
  }
}

/** Equal for all texts that some comparison takes for equal; for a few others as well. */
function looseKey(text: string): string {
  if (/^[!-~]*$/.test(text)) return text.toLowerCase()
  // Lower case first: the capital sharp s has no upper case of its own.
  const plain = text.normalize('NFKD').toLowerCase().toUpperCase().toLowerCase().normalize('NFKD')
  return plain.trim()
}
