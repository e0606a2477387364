import type { AssumptionLedger } from '../assumptions/ledger.ts'
import type { Clock } from '../time/clock.ts'
import type { GroupRecord } from './group.ts'
import type { UserRecord } from './user.ts'

/**
 * Stale reads after a write: an account reads as active for a while after its deactivation, and a group shows
 * its former members after a PUT.
 */
export interface ReadLag {
  /** Starts the lag of a deactivation. */
  deactivated(userId: string): void
  /** Ends the lag of an account that is active again. */
  activated(userId: string): void
  /** Starts the lag of a group that was replaced. */
  replaced(former: GroupRecord): void
  /** Returns the account as a read shows it; each call counts as one read. */
  user(record: UserRecord): UserRecord
  /** Returns the group as a read shows it; each call counts as one read. */
  group(record: GroupRecord): GroupRecord
  clear(): void
}

interface Lag<Former> {
  readonly former: Former
  readsLeft: number
  readonly until: number
}

/** Makes the lags, on the emulator's clock. */
export function createReadLag(ledger: AssumptionLedger, clock: Clock): ReadLag {
  const users = new Map<string, Lag<true>>()
  const groups = new Map<string, Lag<GroupRecord>>()

  const lagOf = <Former>(former: Former, rule: string): Lag<Former> | undefined => {
    if (rule === 'at-once') return undefined
    const seconds = rule === 'five-seconds-late' ? 5 : rule === 'three-seconds-late' ? 3 : 0
    return {
      former,
      readsLeft: seconds === 0 ? 1 : Number.POSITIVE_INFINITY,
      until: seconds === 0 ? Number.POSITIVE_INFINITY : clock.now() + seconds * 1000,
    }
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
    deactivated(id) {
      const lag = lagOf<true>(true, ledger.assume('deactivation-visibility'))
      if (lag) users.set(id, lag)
    },
    activated: (id) => {
      users.delete(id)
    },
    replaced(former) {
      const lag = lagOf(former, ledger.assume('group-put-visibility'))
      if (lag) groups.set(former.id, lag)
    },
    user: (record) => (look(users, record.id) ? { ...record, active: true } : record),
    group: (record) => look(groups, record.id) ?? record,
    clear() {
      users.clear()
      groups.clear()
    },
  }
}
