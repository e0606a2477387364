import { createEmulator, type Emulator, type Seed, type SlackWorld } from '../../mocks/index.ts'
import type { Clock, Transport } from '../../src/index.ts'

/**
 * Reads that show each write only so many milliseconds after it took effect: they are answered by a second
 * emulator of the same seed, which is told of the writes late.
 */
export function laggingReads(
  transport: Transport,
  primary: Emulator,
  settings: { readonly seed: Seed; readonly world: SlackWorld; readonly clock: Clock; readonly lag: number },
): Transport {
  const { seed, world, clock, lag } = settings
  const replica = createEmulator({ seed, clock, assumptions: world.assumptions })
  const told: { readonly due: number; readonly tell: () => Promise<unknown> }[] = []
  const directory = (): string => JSON.stringify([primary.state.users, primary.state.groups])
  return async (url, init) => {
    if (init.method !== 'GET') {
      const before = directory()
      try {
        return await transport(url, init)
      } finally {
        // A write whose answer was lost counts if it took effect.
        if (directory() !== before) {
          told.push({ due: clock.now() + lag, tell: () => replica.transport(url, init) })
        }
      }
    }
    while (told[0] && told[0].due <= clock.now()) await told.shift()?.tell()
    return replica.transport(url, init)
  }
}
