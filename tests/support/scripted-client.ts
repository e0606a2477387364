import { SCIMClient, type SCIMClientOptions } from '../../src/index.ts'
import { type RecordingClock, recordingClock } from './recording-clock.ts'
import { type Sent, type Step, scripted } from './scripted-transport.ts'

/** A client, what it sent so far, and its clock. */
export interface ScriptedClient {
  readonly scim: SCIMClient
  readonly sent: readonly Sent[]
  readonly clock: RecordingClock
}

/** A client whose requests are met with these steps, and whose waits take no time. */
export function client(steps: readonly Step[], options: SCIMClientOptions = {}): ScriptedClient {
  const { transport, sent } = scripted(...steps)
  const clock = recordingClock()
  return { sent, clock, scim: new SCIMClient('xoxp-test', { transport, clock, ...options }) }
}
