import type { Held } from '../links/held.ts'
import type { Drift, LinkChange } from '../plan/plan.ts'
import { plain } from './plain.ts'
import type { RowView } from './plan-view.ts'
import { EMPTY_ROW } from './user-rows.ts'

/** The row of a person or group for whom the plan does less than the sources say. */
export function heldRow(held: Held): RowView {
  return {
    ...EMPTY_ROW,
    sign: '!',
    id: plain(held.target ?? held.key ?? held.who),
    key: plain(held.key ?? ''),
    name: plain(held.who),
    origin: plain(held.origin ?? ''),
    note: `${held.code}: ${plain(held.why)}`,
    fix: plain(held.fix ?? ''),
  }
}

/** The row of a value that was changed by others. What was last written is not known: links have hashes. */
export function driftRow(drift: Drift): RowView {
  const now = drift.now === undefined ? 'nothing' : `"${plain(drift.now)}"`
  return {
    ...EMPTY_ROW,
    sign: '·',
    id: plain(drift.target),
    name: plain(drift.who),
    note: `${drift.attribute}: not as last written, Slack has ${now} (${drift.overwritten ? 'overwritten' : 'left'})`,
  }
}

/** The row of a link that is made because an account or group was matched. */
export function linkRow(link: LinkChange): RowView {
  return {
    ...EMPTY_ROW,
    sign: '·',
    id: plain(link.id),
    key: plain(link.key),
    name: plain(link.key),
    origin: plain(link.source),
    note: `${link.resource} found by ${plain(link.by)}`,
  }
}
