import { byId } from './plan-data.ts'
import type { SortColumn } from './selection.ts'

/** Makes a button of plain text. */
export function button(text: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.textContent = text
  element.addEventListener('click', act)
  return element
}

/** Makes filters of the kinds; what is pressed again shows all. */
export function kindButtons(toggle: (kind: string) => void): readonly HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLElement>('.kinds li')].map((item) => {
    const kind = item.dataset.kind ?? ''
    const made = button('', () => toggle(kind))
    made.dataset.kind = kind
    made.append(...(item.firstElementChild?.childNodes ?? []))
    item.replaceChildren(made)
    return made
  })
}

/** Makes buttons of the heads of columns. */
export function sortButtons(sort: (column: SortColumn) => void): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('thead th')].map((head) => {
    const column = head.dataset.sort as SortColumn
    head.replaceChildren(button(head.textContent ?? '', () => sort(column)))
    return head
  })
}

/** Switches between light and dark, first away from what the system has. Returns the switch. */
export function themeSwitch(): () => void {
  const root = document.documentElement
  const isDark = (): boolean =>
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
  const control = byId('theme')
  const name = (): void => {
    control.textContent = isDark() ? 'Light' : 'Dark'
  }
  const flip = (): void => {
    root.dataset.theme = isDark() ? 'light' : 'dark'
    name()
  }
  control.addEventListener('click', flip)
  control.hidden = false
  name()
  return flip
}

/** Copies the command, or selects it where a page may not write to the clipboard. Returns the action. */
export function copyAction(): () => void {
  const command = document.getElementById('command')
  if (!command) return () => {}
  const control = byId('copy')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(command.textContent ?? '')
      control.textContent = 'Copied'
    } catch {
      getSelection()?.selectAllChildren(command)
      control.textContent = 'Selected: press Ctrl+C'
    }
    setTimeout(() => {
      control.textContent = 'Copy'
    }, 3000)
  }
  control.addEventListener('click', copy)
  control.hidden = false
  return copy
}
