import { SCIMAbortError, type SCIMClient, type User } from 'slack-scim'
import { sw } from 'slack-scim/filter'
import { element, row } from './element.ts'

/** Searches while somebody types; a search that was overtaken is aborted. */
export function searchPeople(scim: SCIMClient, report: (error: unknown) => void): void {
  const input = element('search') as HTMLInputElement
  let running = new AbortController()
  input.addEventListener('input', () => {
    running.abort()
    running = new AbortController()
    show(scim, input.value.trim(), running.signal).catch((error: unknown) => {
      if (!(error instanceof SCIMAbortError)) report(error)
    })
  })
}

async function show(scim: SCIMClient, text: string, signal: AbortSignal): Promise<void> {
  // `sw` quotes what was typed: it cannot become another filter.
  const found = text
    ? await scim.searchUsers({ filter: sw('userName', text), count: 10 }, { signal })
    : undefined
  element('people').replaceChildren(...(found?.users ?? []).map(person))
}

function person({ userName, displayName, title, active, groups }: User): HTMLLIElement {
  const names = (groups ?? []).map(({ display }) => display)
  const item = row(displayName || userName, [title, ...names].filter(Boolean).join(' · '))
  if (!active) item.className = 'inactive'
  return item
}
