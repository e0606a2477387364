import type { AssumptionLedger } from '../assumptions/ledger.ts'
import type { Clock } from '../time/clock.ts'
import type { GroupRecord } from './group.ts'
import type { UserRecord } from './user.ts'

/**
 * What reads show while Slack catches up with its own writes: an account stays active for a while after
 * its deactivation, a group keeps its former members after a PUT.
 */
export interface ReadLag {
  /** Notes that a deactivation has happened, which reads are not to show yet. */
  deactivated(userId: string): void
  /** Notes that an account is active, so that nothing is left to hide. */
  activated(userId: string): void
  /** Notes that a group was replaced, and what it was. */
  replaced(former: GroupRecord): void
  /** The account as a read shows it now; looking counts as a read. */
  user(record: UserRecord): UserRecord
  /** The group as a read shows it now; looking counts as a read. */
  group(record: GroupRecord): GroupRecord
  clear(): void
}

interface Lag<Former> {
  readonly former: Former
  readsLeft: number
  readonly until: number
}

/** Keeps the lags, on the emulator's clock. */
export function createReadLag(ledger: AssumptionLedger, clock: Clock): ReadLag {
  const users = new Map<string, Lag<true>>()
  const groups = new Map<string, Lag<GroupRecord>>()

  const start = <Former>(lags: Map<string, Lag<Former>>, id: string, former: Former, rule: string): void => {
    if (rule === 'at-once') return
    const seconds = rule === 'five-seconds-late' ? 5 : rule === 'three-seconds-late' ? 3 : 0
    lags.set(id, {
      former,
      readsLeft: seconds === 0 ? 1 : Number.POSITIVE_INFINITY,
      until: seconds === 0 ? Number.POSITIVE_INFINITY : clock.now() + seconds * 1000,
    })
  }
  const look = <Former>(lags: Map<string, Lag<Former>>, id: string): Former | undefined => {
    const lag = lags.get(id)
    if (!lag) return undefined
    if (lag.readsLeft > 0 && clock.now() < lag.until) {
      lag.readsLeft--
      return lag.former
    }
    lags.delete(id)
    return undefined
  }

  return {
    deactivated: (id) => start(users, id, true, ledger.assume('deactivation-visibility')),
    activated: (id) => {
      users.delete(id)
    },
    replaced: (former) => start(groups, former.id, former, ledger.assume('group-put-visibility')),
    user: (record) => (look(users, record.id) ? { ...record, active: true } : record),
    group: (record) => look(groups, record.id) ?? record,
    clear() {
      users.clear()
      groups.clear()
    },
  }
}
