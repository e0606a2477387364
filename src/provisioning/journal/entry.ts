import { isRecord } from '../../protocol/is-record.ts'
import type { Tracked } from '../links/links.ts'
import type { ActionCounts } from '../plan/actions.ts'
import type { StepKind } from '../plan/step.ts'

/** Keyed hashes of what was written. */
export type Written = { readonly [T in Tracked]?: string }

/** A run begins: the guards have passed. */
export interface RunStart {
  readonly type: 'run.start'
  /** ISO 8601, as in every entry. */
  readonly at: string
  readonly run: string
  /** The digest of the plan. */
  readonly digest: string
  readonly organization: string
  /** Rows of each source, which the next run compares with its own. */
  readonly rows: Readonly<Record<string, number>>
}

/** A step is about to be sent. Without `step.done` or `step.failed` behind it, its effect is in doubt. */
export interface StepIntent {
  readonly type: 'step.intent'
  readonly at: string
  readonly run: string
  readonly step: string
  readonly kind: StepKind
  /** The key in the source. */
  readonly key?: string | undefined
  /** The Slack id of what is changed. */
  readonly target?: string | undefined
  /** What counts against the limits of the policy. */
  readonly actions: ActionCounts
}

/** A step has taken effect. */
export interface StepDone {
  readonly type: 'step.done'
  readonly at: string
  readonly run: string
  readonly step: string
  /** The Slack id of what was created or changed. */
  readonly id?: string | undefined
  /** `true` when Slack was as wanted before a request was sent. An earlier intent of the run counts still. */
  readonly already?: boolean | undefined
  /** `true` when something happened to the account or group that the step did not ask for, so that the run stopped. */
  readonly unasked?: boolean | undefined
}

/** A step was refused, or the run ended before it: it has no effect. */
export interface StepFailed {
  readonly type: 'step.failed'
  readonly at: string
  readonly run: string
  readonly step: string
  readonly reason: string
  /** `true` when it failed before its intent was written, so that an earlier intent stays in doubt. */
  readonly unsent?: boolean | undefined
}

/** A key stands for an account or a group. A later entry adds to `written`. */
export interface LinkMade {
  readonly type: 'link'
  readonly at: string
  readonly resource: 'user' | 'group'
  readonly key: string
  readonly id: string
  readonly source: string
  readonly written: Written
  /** What this run overwrote because another writer had changed it; the rest is not contested. */
  readonly overwritten?: readonly Tracked[] | undefined
}

/** A key stands for nothing any more. */
export interface LinkRemoved {
  readonly type: 'unlink'
  readonly at: string
  readonly resource: 'user' | 'group'
  readonly key: string
  /** `true` when the key has been given to a new person, whom no number of a former one finds. */
  readonly newPerson?: boolean | undefined
}

/** A run has ended. */
export interface RunEnd {
  readonly type: 'run.end'
  readonly at: string
  readonly run: string
  readonly outcome: string
}

/** One line of a journal. */
export type Entry = RunStart | StepIntent | StepDone | StepFailed | LinkMade | LinkRemoved | RunEnd

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const resource: Check = (value) => value === 'user' || value === 'group'
const counts: Check = (value) =>
  isRecord(value) && Object.values(value).every((count) => Number.isSafeInteger(count) && Number(count) >= 0)

/** What each entry must have: without it, links and the limits of a day would be read wrong. */
const FIELDS: Readonly<Record<Entry['type'], Readonly<Record<string, Check>>>> = {
  'run.start': { run: text, digest: text, organization: text, rows: counts },
  'step.intent': { run: text, step: text, kind: text, actions: counts },
  'step.done': { run: text, step: text },
  'step.failed': { run: text, step: text, reason: text },
  link: { resource, key: text, id: text, source: text, written: isRecord },
  unlink: { resource, key: text },
  'run.end': { run: text, outcome: text },
}

/**
 * Reads one line of a journal.
 *
 * @returns nothing for a line that is no entry
 */
export function parseEntry(line: string): Entry | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  if (!isRecord(value) || typeof value.type !== 'string' || !text(value.at)) return undefined
  const fields = Object.hasOwn(FIELDS, value.type) ? FIELDS[value.type as Entry['type']] : undefined
  const isWhole = fields && Object.entries(fields).every(([name, check]) => check(value[name]))
  return isWhole ? (value as unknown as Entry) : undefined
}
