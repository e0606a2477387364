// Run by Node: applies plans to an emulator over HTTP, with a journal in files, and prints what was left behind.

import { subscribe } from 'node:diagnostics_channel'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SCIMClient } from '../../src/index.ts'
import { slackPacer } from '../../src/pacing/index.ts'
import { SLACK_LIMITS } from '../../src/pacing/limits.ts'
import { fileJournal } from '../../src/provisioning/files/index.ts'
import {
  applyPlan,
  arraySource,
  fold,
  planProvisioning,
  readDesired,
  readSnapshot,
} from '../../src/provisioning/index.ts'
import { countedClock, countedSignal } from './counted.ts'
import type { StepLeftovers, StepTask } from './step-leftovers.ts'
import { weigh } from './weigh.ts'

/** Steps of a plan: each run takes a lease, reads the journal, and lets everything go again. */
const STEPS = 100

const { steps, baseUrl, token } = JSON.parse(process.argv.at(-1) ?? '') as StepTask
const signal = countedSignal()
const { clock, live: liveTimers } = countedClock()
let connections = 0
subscribe('undici:client:connected', () => connections++)
const folder = mkdtempSync(join(tmpdir(), 'slack-scim-leaks-'))
const journal = fileJournal(join(folder, 'journal'))
const scim = new SCIMClient(token, { baseUrl, clock })
const limits = Object.fromEntries(
  Object.keys(SLACK_LIMITS).map((name) => [name, { perMinute: 1_000_000, burst: 1_000_000 }]),
)
let runs = 0

// Some first: what the runtime compiles and what the client remembers is there before it is weighed.
await applySteps(500)
const before = await weigh()
const handlesBefore = openHandles()
await applySteps(steps)
const after = await weigh()
const handles = openHandles() - handlesBefore
rmSync(folder, { recursive: true })

const leftovers: StepLeftovers = {
  listeners: signal.live(),
  timers: liveTimers(),
  handles,
  connections,
  bytes: after - before,
}
// No exit: a timer that is left would keep the process.
console.log(JSON.stringify(leftovers))

async function applySteps(count: number): Promise<void> {
  for (let done = 0; done < count; done += STEPS) await applyOne()
}

/** Changes the title of everybody. */
async function applyOne(): Promise<void> {
  const title = `Title ${runs++}`
  const people = Array.from({ length: STEPS }, (_, n) => ({
    key: `${n}`,
    attributes: { email: `p${n}@example.com`, title },
  }))
  const desired = await readDesired([arraySource({ name: 'hr', owns: { title: 'always' }, people })])
  const snapshot = await readSnapshot(scim, { signal: signal.signal })
  const { links } = await fold(journal.read(), { now: clock.now(), secret: await journal.secret() })
  const plan = planProvisioning({ desired, snapshot, links, policy: {}, now: new Date(clock.now()) })
  const { counts, outcome } = await applyPlan(scim, plan, {
    journal,
    clock,
    pacer: slackPacer({ limits, clock }),
    signal: signal.signal,
  })
  const wrong = outcome !== 'equal' || counts.updateUser?.done !== STEPS
  if (wrong) throw new Error(`run ${runs}: ${outcome} ${JSON.stringify(counts)}`)
}

/** Open files and sockets, where the system tells. */
function openHandles(): number {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0
}
