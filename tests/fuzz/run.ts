import { inspect } from 'node:util'
import fc from 'fast-check'
import { type SCIMApiError, SCIMError, type Transport } from '../../src/index.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { type Answer, answer } from './answers.ts'
import { makeClient, OPERATIONS } from './operations.ts'

/** A service that gives these answers in turn, for ever. */
function service(answers: readonly Answer[]): Transport {
  let asked = 0
  return async () => {
    const { status, headers, body } = answers[asked++ % answers.length] as Answer
    if (asked > 1000) throw new Error('this call has no end')
    return { status, headers: new Headers(headers), text: async () => body }
  }
}

/** What is wrong with the way in which a call ended; nothing if it is as promised. */
export function problemOf(error: unknown): string | undefined {
  if (!SCIMError.is(error)) return `a raw error: ${inspect(error).slice(0, 500)}`
  const { message } = error
  const { reason, description = '' } = error as Partial<SCIMApiError>
  const printed = `${JSON.stringify(error)}${inspect(error, { customInspect: false })}`
  if (message.includes('this call has no end')) return 'a call that does not end'
  if (/convert object|call stack|is not a function|of undefined|of null|not iterable/.test(message))
    return `a raw error in other words: ${message}`
  if (message.length > 3000 || description.length > 500) return `${message.length} characters of message`
  if (/\p{Cc}/u.test(message + description)) return 'control characters'
  if (
    reason !== undefined &&
    !/^([a-z]+(_[a-z0-9]+)+|ratelimited|incomplete|deactivated|unsettled)$/.test(reason)
  )
    return `the reason '${reason}'`
  return printed.length > 20_000 ? `${printed.length} characters when printed` : undefined
}

/** What is run, and from which seed. */
export interface FuzzRun {
  readonly operation: string
  readonly answers: number
  readonly seed?: number
}

/** Meets one operation with hostile answers; rejects with the smallest that does not end as promised. */
export async function runFuzz({ operation, answers, seed }: FuzzRun): Promise<void> {
  const run = OPERATIONS[operation]
  if (!run) throw new Error(`--operation takes one of ${Object.keys(OPERATIONS).join(', ')}`)
  const mode = fc.constantFrom('strict' as const, 'loose' as const, 'off' as const)
  const details = await fc.check(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('1.1' as const, '2.0' as const),
      fc.record({ request: mode, response: mode }),
      async (given, version, validation) => {
        const options = { transport: service(given), validation, clock: recordingClock() }
        try {
          await run(makeClient(version, options))
        } catch (error) {
          const problem = problemOf(error)
          if (problem) throw new Error(problem)
        }
      },
    ),
    { numRuns: answers, ...(seed !== undefined && { seed }) },
  )
  if (!details.failed) return
  const { counterexample, errorInstance } = details
  const given = JSON.stringify(counterexample).slice(0, 2000)
  throw new Error(`seed ${details.seed}: ${(errorInstance as Error).message}\n${given}`)
}
