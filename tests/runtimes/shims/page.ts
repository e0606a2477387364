// The client in a page: through the relay, or to an emulator in the page behind a service worker of msw.
import { setupWorker } from 'msw/browser'
import { createEmulator } from '../../../mocks/index.ts'
import { scimHandlers } from '../../../mocks/msw.ts'
import { relayTransport } from '../../../src/relay/client.ts'
import { clientOf, type Open, type Report, runAgainst, runContract } from '../suite/contract.ts'
import { NOT_BEHIND_A_RELAY, RELAYS } from '../suite/relays.ts'

/** The client has no token: instead of a wrong one it has a relay that does not know the page. */
function throughRelay(): Promise<Report> {
  const open: Open = async (version) => ({
    client: (options, token) => {
      const url = token === undefined ? RELAYS.open : RELAYS.closed
      return clientOf(version, null, { transport: relayTransport({ url }), ...options })
    },
  })
  return runContract(open, [NOT_BEHIND_A_RELAY.title])
}

async function throughServiceWorker(): Promise<Report> {
  const emulator = createEmulator()
  const worker = setupWorker(...scimHandlers(emulator))
  await worker.start({ quiet: true })
  return runAgainst({ url: emulator.baseUrl, token: emulator.token })
}

Object.assign(globalThis, { throughRelay, throughServiceWorker })
