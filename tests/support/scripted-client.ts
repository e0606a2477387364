import { SCIMClient, type SCIMClientOptions } from '../../src/index.ts'
import { type Sent, type Step, scripted } from './scripted-transport.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

/** A client, what it sent so far, and its clock. */
export interface ScriptedClient {
  readonly scim: SCIMClient
  readonly sent: readonly Sent[]
  readonly clock: VirtualClock
}

/** A client whose requests are met with these steps, and whose waits take no time. */
export function client(steps: readonly Step[], options: SCIMClientOptions = {}): ScriptedClient {
  const { transport, sent } = scripted(...steps)
  const clock = virtualClock()
  return { sent, clock, scim: new SCIMClient('xoxp-test', { transport, clock, ...options }) }
}
