import { expect, it } from 'vitest'
import type { Transport } from '../../src/index.ts'
import { quoted } from '../../src/relay/refusal.ts'
import { EVERYTHING } from './refusals.ts'
import { reasonOf, relayed } from './relayed.ts'

it('has no body beside a 204, whatever a transport makes of it', async () => {
  const text = async (): Promise<string> => '{"id":"U1"}'
  const transport: Transport = async () => ({ status: 204, headers: new Headers(), text })
  const { ask } = relayed({ allow: EVERYTHING, fetch: undefined, transport })
  const response = await ask('PATCH', 'v1/Users/U1', { body: { title: 'Cook' } })
  expect([response.status, await response.text()]).toEqual([204, ''])
})

it('tells onEvent only of a text that it withheld', async () => {
  const withheld = async (description: string): Promise<number> => {
    const transport: Transport = async () => ({
      status: 404,
      headers: new Headers(),
      text: async () => JSON.stringify({ Errors: { description, code: 404 } }),
    })
    const { ask, events } = relayed({ allow: EVERYTHING, fetch: undefined, transport })
    expect((await ask('GET', 'v1/Users/U1')).status).toBe(404)
    return events.filter(({ type }) => type === 'relay.withheld').length
  }
  expect([await withheld('no_such_user'), await withheld('no user jo@example.com')]).toEqual([0, 1])
})

it('names at most five mistakes of a body, each of them shortened', async () => {
  const { ask, sent } = relayed({ allow: EVERYTHING })
  const members = Array.from({ length: 9 }, (_, n) => ({ value: `U${n} ` }))
  const response = await ask('PATCH', 'v1/Groups/S1', { body: { members } })
  expect([response.status, sent]).toEqual([400, []])
  const reason = await reasonOf(response)
  expect(reason.match(/members\.\d+\.value/g)).toHaveLength(5)
  const long = await ask('PATCH', 'v1/Users/U1', { body: { ['x'.repeat(5000)]: 1 } })
  expect((await reasonOf(long)).length).toBeLessThan(400)
})

it('quotes at most 80 characters of a name', () => {
  expect(quoted('x'.repeat(200))).toBe(`"${'x'.repeat(80)}"`)
  expect(quoted('a"b\n')).toBe('"a\\"b\\n"')
})
