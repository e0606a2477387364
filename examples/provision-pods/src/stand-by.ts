import { setTimeout } from 'node:timers/promises'
import { type JournalStore, SCIMJournalError } from 'slack-scim/provisioning'

/** Who stands by, and until when. */
export interface StandBy {
  readonly pod: string
  readonly signal: AbortSignal
}

/** Works as soon as no pod has the lease: it has ended its run, or died. */
export async function standBy<T>(
  journal: JournalStore,
  { pod, signal }: StandBy,
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    for (let holder = await journal.holder(); holder; holder = await journal.holder()) {
      console.log(`${pod} stands by: ${holder.owner} has the lease`)
      await setTimeout(2000, undefined, { signal })
    }
    try {
      return await work()
    } catch (error) {
      // A third pod was faster: what it does will not be in the next plan.
      if (!(error instanceof SCIMJournalError && error.reason === 'held')) throw error
    }
  }
}
