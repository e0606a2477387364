import { describe, expect, it } from 'vitest'
import { SCIMApiError, type SCIMEvent, SCIMValidationError } from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { client } from '../support/scripted-client.ts'
import { refusal } from '../support/scripted-transport.ts'

describe('onEvent and logger', () => {
  it('emits call.start and call.end for a call refused before sending', async () => {
    const events: SCIMEvent[] = []
    const { scim } = client([{}], { onEvent: (event) => events.push(event) })
    await failure(scim.patchUser('U1', { userName: 5 as never }), SCIMValidationError)
    expect(events).toMatchObject([
      { type: 'call.start', operation: 'patchUser', method: 'PATCH', path: 'Users/U1' },
      { type: 'call.end', operation: 'patchUser', error: 'invalid_input', attempts: 0 },
    ])
  })

  it('logs at the level of each event and skips levels that the logger lacks', async () => {
    const lines: string[] = []
    const log =
      (level: string) =>
      (line: string): void =>
        void lines.push(`${level} ${line}`)
    const { scim } = client([refusal(503, 'x'), refusal(404, 'no_such_user')], {
      logger: { warn: log('warn'), debug: log('debug') },
    })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(1)
    expect(lines.find((line) => line.startsWith('warn'))).toMatch(/retry.*readUser/)
    expect(lines.some((line) => line.startsWith('debug') && line.includes('status=404'))).toBe(true)
  })

  it('completes the call and still logs when onEvent throws', async () => {
    const lines: string[] = []
    const { scim } = client([{}], {
      onEvent: () => {
        throw new Error('mine')
      },
      logger: { debug: (line) => lines.push(line) },
    })
    expect((await scim.readUser('U1')).user.id).toBe('U1')
    expect(lines.length).toBeGreaterThan(0)
  })
})
