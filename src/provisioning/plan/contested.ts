import type { Link, Tracked } from '../links/links.ts'
import { hold, type Planning, type Subject } from './planning.ts'

/** Runs in a row after which a value that another writer changes back is left to it. */
const CONTESTED = 3

/** Whether another writer has changed something back too often. */
export function isContestedIn(link: Link | undefined, name: Tracked): boolean {
  return (link?.contested?.[name] ?? 0) >= CONTESTED
}

/** Collects that something is left to the writer that changes it back. */
export function holdContested(planning: Planning, subject: Subject, name: Tracked): void {
  hold(planning, subject, {
    code: 'contested',
    why: `another writer has changed ${name} back in three runs, so it is left`,
    fix: `find out who writes ${name}, or leave it out of ${name === 'active' || name === 'members' ? 'the source' : 'owns'}`,
  })
}
