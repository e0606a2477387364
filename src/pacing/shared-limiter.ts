import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { quote } from '../events/quote.ts'
import { redact } from '../events/redact.ts'
import { startTimer } from '../time/clock.ts'
import { type LimitKey, limitOf } from './limits.ts'
import type { PaceOutcome } from './pacer.ts'
import type {
  PacingStore,
  SharedLimiter,
  SharedLimiterSettings,
  SharedPacing,
  StoreAnswer,
  StoreRequest,
} from './store.ts'

/** Milliseconds for which a store that failed is left alone. */
const LEFT_ALONE = 5000
/** The length of a name in a store. */
const MAX_NAME = 200

/** How a store is used. */
export interface SharedPacingOptions {
  /**
   * The name of the organization in the store, such as its id at Slack. All machines of an organization use the same
   * name, and no other organization does: a 429 pauses everyone who shares a name.
   */
  readonly name: string
  /** Milliseconds after which a silent store is taken for gone. Default 1000. */
  readonly timeout?: number | undefined
}

/**
 * Makes a store into what a pacer takes.
 *
 * @param caller - the function that a user called, for messages
 * @throws {@link SCIMConfigurationError} for a name or a timeout that does not fit
 */
export function shared(caller: string, store: PacingStore, options: SharedPacingOptions): SharedPacing {
  const { name, timeout = 1000 } = options ?? {}
  // Redis hashes what stands between the first { and }, so that other names would spread over the nodes of a cluster.
  if (typeof name !== 'string' || !/^[^\s{}\p{Cc}]+$/u.test(name) || name.length > MAX_NAME)
    throw new SCIMConfigurationError(
      `${caller}: 'name' must be 1 to ${MAX_NAME} characters without blanks and braces: give the organization's id`,
    )
  if (!(timeout > 0)) throw new SCIMConfigurationError(`${caller}: 'timeout' must be milliseconds above 0`)
  return { limiter: (settings) => new StoreLimiter(store, timeout, settings) }
}

/** A store as one machine sees it, for as long as it answers. */
class StoreLimiter implements SharedLimiter {
  readonly #store: PacingStore
  readonly #timeout: number
  readonly #settings: SharedLimiterSettings
  readonly #machine: string
  #permits = 0
  #downUntil = 0
  #down = false
  /** Whether a store that was down is being asked whether it is back. */
  #probing = false

  constructor(store: PacingStore, timeout: number, settings: SharedLimiterSettings) {
    this.#store = store
    this.#timeout = timeout
    this.#settings = settings
    const draw = (): string => Math.floor(settings.random() * 2 ** 32).toString(36)
    this.#machine = `${draw()}${draw()}`
  }

  get open(): boolean {
    return !this.#down || (!this.#probing && this.#settings.clock.now() >= this.#downUntil)
  }

  get down(): boolean {
    return this.#down
  }

  request(key: LimitKey, writes: boolean, waited: number): StoreRequest {
    const { limits, maxPause, share } = this.#settings
    return {
      permit: `${this.#machine}:${++this.#permits}`,
      machine: this.#machine,
      key,
      writes,
      waited,
      endpoint: limitOf(limits, key.endpoint, key.organization),
      organization: limitOf(limits, key.organization, key.organization),
      share,
      maxPause,
    }
  }

  async take(request: StoreRequest): Promise<StoreAnswer | undefined> {
    const { clock } = this.#settings
    let cancel = (): void => {}
    const silence = new Promise<never>((_, reject) => {
      cancel = startTimer(clock, this.#timeout, () => reject(new Error(`no answer in ${this.#timeout} ms`)))
    })
    this.#probing = this.#down
    try {
      const answer = readAnswer(await Promise.race([this.#store.take(request), silence]), request)
      this.#setDown(false, '')
      return answer
    } catch (error) {
      this.#downUntil = clock.now() + LEFT_ALONE
      this.#setDown(true, messageOf(error))
      return undefined
    } finally {
      this.#probing = false
      cancel()
    }
  }

  done(request: StoreRequest, held: number, outcome: PaceOutcome): void {
    const report = { ...request, held, outcome }
    // In a promise, so that a store may also throw synchronously.
    Promise.resolve()
      .then(() => this.#store.done(report))
      .catch(() => {})
  }

  #setDown(down: boolean, message: string): void {
    if (this.#down === down) return
    this.#down = down
    this.#settings.emit({ type: 'pace.store', state: down ? 'down' : 'up', message })
  }
}

/** The message of a store's failure as an event may show it: a client of Redis may name its URL, with the password. */
function messageOf(error: unknown): string {
  try {
    return quote(redact(error instanceof Error ? error.message : String(error)))
  } catch {
    return 'the store failed'
  }
}

/** Checks an answer: what a broken or poisoned store says must not hold up requests. */
function readAnswer(answer: unknown, { maxPause }: StoreRequest): StoreAnswer {
  const { wait, reason } = (answer ?? {}) as { readonly wait?: unknown; readonly reason?: unknown }
  if (typeof wait !== 'number' || !(wait >= 0 && wait <= maxPause))
    throw new Error(`the answer's wait is not between 0 and ${maxPause} ms`)
  return { wait, reason: reason === 'resource' || reason === 'paused' ? reason : undefined }
}
