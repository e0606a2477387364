import { button, copyAction, kindButtons, sortButtons, themeSwitch } from './controls.ts'
import { byId, readRows } from './plan-data.ts'
import { nextSort, type Selection, type SortColumn, select } from './selection.ts'
import { count, Table } from './table.ts'

// The script of the page that `renderHtml` makes; `npm run plan-page` bundles it into src/provisioning/html/page.ts.
// It makes no markup of data: it shows, hides and moves rows that the page has already.

const keys = byId<HTMLDetailsElement>('keys')
const flipTheme = themeSwitch()
const copy = copyAction()
const element = document.querySelector('table')
keys.hidden = false
if (element) enhance(element)
else listen({ t: flipTheme })

function enhance(element: HTMLTableElement): void {
  const rows = readRows(element)
  const table = new Table(element)
  const selection: Selection = { query: '', page: 0 }
  const search = byId<HTMLInputElement>('search')
  const pager = byId('pager')
  const label = document.createElement('span')
  const back = button('Previous', () => turn(-1))
  const forth = button('Next', () => turn(1))
  const kinds = kindButtons((kind) => change({ kind: selection.kind === kind ? undefined : kind }))
  const heads = sortButtons(sortBy)
  pager.append(back, label, forth)
  byId('tools').hidden = false

  function change(part: Partial<Selection>): void {
    Object.assign(selection, { page: 0 }, part)
    table.show(select(rows, selection), selection)
    const { kind, sort, page } = selection
    for (const control of kinds) control.setAttribute('aria-pressed', String(control.dataset.kind === kind))
    for (const head of heads) {
      const direction = sort?.descending ? 'descending' : 'ascending'
      head.ariaSort = head.dataset.sort === sort?.column ? direction : null
    }
    pager.hidden = table.pages === 1
    label.textContent = `Page ${count(page + 1)} of ${count(table.pages)}`
    back.disabled = page === 0
    forth.disabled = page === table.pages - 1
  }

  function turn(step: 1 | -1): boolean {
    const page = selection.page + step
    if (page < 0 || page >= table.pages) return false
    change({ page })
    element.scrollIntoView()
    return true
  }

  function sortBy(column: SortColumn): void {
    change({ sort: nextSort(selection.sort, column) })
  }

  /** Ascending by each column in turn, then the order of the plan. */
  function sortByNext(): void {
    const at = heads.findIndex((head) => head.dataset.sort === selection.sort?.column)
    const column = heads[at + 1]?.dataset.sort as SortColumn | undefined
    change({ sort: column && { column, descending: false } })
  }

  function showAllRows(): void {
    search.value = ''
    change({ query: '', kind: undefined })
  }

  search.addEventListener('input', () => change({ query: search.value }))
  byId('tools').addEventListener('submit', (event) => event.preventDefault())
  addEventListener('beforeprint', () => table.showAll(selection.sort === undefined))
  addEventListener('afterprint', () => change({ page: selection.page }))
  const digits = kinds.slice(0, 9).map((control, index) => [`${index + 1}`, () => control.click()])
  listen({
    ...Object.fromEntries(digits),
    '0': () => change({ kind: undefined }),
    '/': () => search.select(),
    j: () => table.move(1) || (turn(1) && table.move(1)),
    k: () => table.move(-1),
    n: () => turn(1),
    p: () => turn(-1),
    s: sortByNext,
    c: copy,
    t: flipTheme,
    Escape: () => (document.activeElement === search ? search.blur() : showAllRows()),
  })
  change({})
}

/** Calls what a key is for, but for letters in a field, with a modifier, or switched off (WCAG 2.1.4). */
function listen(actions: Readonly<Record<string, () => unknown>>): void {
  const showKeys = (): void => {
    keys.open = !keys.open
    keys.querySelector('summary')?.focus()
  }
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isEscape = event.key === 'Escape'
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox'
    if (!isEscape && (isTyping || !byId<HTMLInputElement>('letters').checked)) return
    const act =
      event.key === '?' ? showKeys : Object.hasOwn(actions, event.key) ? actions[event.key] : undefined
    if (!act) return
    event.preventDefault()
    act()
  })
}
