import type { ChangeView, RowView, Sign } from '../render/plan-view.ts'
import { escapeHtml } from './escape.ts'

/** A column of the table. */
export interface Column {
  readonly name: 'sign' | 'id' | 'who' | 'what' | 'origin'
  readonly title: string
  /** Whether a row has anything to show here. */
  readonly has: (row: RowView) => boolean
  readonly html: (row: RowView) => string
}

/** The columns, in their order. A column that is empty in every row is left out. */
export const COLUMNS: readonly Column[] = [
  {
    name: 'sign',
    title: 'Sign',
    has: () => true,
    html: ({ sign }) => signHtml(sign),
  },
  {
    name: 'id',
    title: 'Account or group',
    has: () => true,
    html: ({ id, key }) =>
      `<code>${isolated(id)}</code>${key !== '' && key !== id ? small(`key ${key}`) : ''}`,
  },
  {
    name: 'who',
    title: 'Name',
    has: ({ name, address }) => `${name}${address}` !== '',
    html: ({ name, address }) => isolated(name) + small(address),
  },
  {
    name: 'what',
    title: 'Change',
    has: ({ note, fix, changes }) => `${note}${fix}` !== '' || changes.length > 0,
    html: ({ note, fix, changes }) =>
      [
        changesHtml(changes),
        note && `<p>${isolated(note)}</p>`,
        fix && `<p class="fix">Fix: ${isolated(fix)}</p>`,
      ].join(''),
  },
  {
    name: 'origin',
    title: 'Source',
    has: ({ origin }) => origin !== '',
    html: ({ origin }) => isolated(origin),
  },
]

/** What the style knows signs by. */
const SIGN_CLASSES: Readonly<Record<Sign, string>> = {
  '-': 'minus',
  '+': 'plus',
  '~': 'tilde',
  '!': 'bang',
  '·': 'dot',
}

/** A sign; the minus in the width of the others. */
export function signHtml(sign: Sign): string {
  return `<b class="${SIGN_CLASSES[sign]}">${sign === '-' ? '−' : sign}</b>`
}

/** A text whose direction does not reach what stands beside it. */
export function isolated(text: string): string {
  return text === '' ? '' : `<bdi>${escapeHtml(text)}</bdi>`
}

function small(text: string): string {
  return text === '' ? '' : `<small>${isolated(text)}</small>`
}

function changesHtml(changes: readonly ChangeView[]): string {
  if (changes.length === 0) return ''
  const rows = changes.map(({ name, from, to }) => {
    const before = from === undefined ? '' : `<del>${escapeHtml(from)}</del> <i aria-hidden="true">→</i> `
    return `<div><dt>${name}</dt><dd>${to === undefined ? '' : `${before}<ins>${escapeHtml(to)}</ins>`}</dd></div>`
  })
  return `<dl>${rows.join('')}</dl>`
}
