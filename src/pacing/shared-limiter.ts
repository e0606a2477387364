import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { startTimer } from '../time/clock.ts'
import { type Counted, limitOf } from './limits.ts'
import type { PaceOutcome } from './pacer.ts'
import type { Gate, GateSettings, PacingStore, SharedPacing, StoreAnswer, StoreAsk } from './store.ts'

/** How long a store that failed is left alone. */
const LEFT_ALONE = 5000

/** How a store is used; everything has a default. */
export interface SharedPacingOptions {
  /** Milliseconds after which a silent store is taken for gone. Default 1000. */
  readonly timeout?: number | undefined
}

/** Makes a store into something that a pacer takes. */
export function shared(store: PacingStore, options: SharedPacingOptions): SharedPacing {
  const { timeout = 1000 } = options
  if (!(timeout > 0)) throw new SCIMConfigurationError("'timeout' must be a number of milliseconds above 0")
  return { gate: (settings) => new SharedGate(store, timeout, settings) }
}

/** The way to the store, for as long as there is one. */
class SharedGate implements Gate {
  readonly #store: PacingStore
  readonly #timeout: number
  readonly #settings: GateSettings
  readonly #machine: string
  #permits = 0
  #downUntil = 0
  #down = false

  constructor(store: PacingStore, timeout: number, settings: GateSettings) {
    this.#store = store
    this.#timeout = timeout
    this.#settings = settings
    const draw = (): string => Math.floor(settings.random() * 2 ** 32).toString(36)
    this.#machine = `${draw()}${draw()}`
  }

  get open(): boolean {
    return !this.#down || this.#settings.clock.now() >= this.#downUntil
  }

  get down(): boolean {
    return this.#down
  }

  ask(counted: Counted, writes: boolean, waited: number): StoreAsk {
    const { limits, share } = this.#settings
    return {
      permit: `${this.#machine}:${++this.#permits}`,
      machine: this.#machine,
      counted,
      writes,
      waited,
      endpoint: limitOf(limits, counted.endpoint, counted.organization),
      organization: limitOf(limits, counted.organization, counted.organization),
      share,
    }
  }

  async take(ask: StoreAsk): Promise<StoreAnswer | undefined> {
    const { clock } = this.#settings
    let cancel = (): void => {}
    const late = new Promise<never>((_, reject) => {
      cancel = startTimer(clock, this.#timeout, () => reject(new Error(`no answer in ${this.#timeout} ms`)))
    })
    try {
      const answer = await Promise.race([this.#store.take(ask), late])
      this.#turn(false, '')
      return answer
    } catch (error) {
      this.#downUntil = clock.now() + LEFT_ALONE
      this.#turn(true, error instanceof Error ? error.message : String(error))
      return undefined
    } finally {
      cancel()
    }
  }

  done(ask: StoreAsk, held: number, outcome: PaceOutcome): void {
    const report = { ...ask, held, outcome }
    // In a promise, so that a store that throws at once is no different.
    Promise.resolve()
      .then(() => this.#store.done(report))
      .catch(() => {})
  }

  #turn(down: boolean, message: string): void {
    if (this.#down === down) return
    this.#down = down
    this.#settings.emit({ type: 'pace.store', state: down ? 'down' : 'up', message })
  }
}
