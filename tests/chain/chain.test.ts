import { describe, expect, it } from 'vitest'
import { type Middleware, SCIMApiError, type SCIMRequest, SCIMValidationError } from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { client } from '../support/scripted-client.ts'
import { refusal } from '../support/scripted-transport.ts'

const CORE = 'urn:scim:schemas:core:1.0'

function spy(name: string, stage: 'call' | 'attempt', log: string[]): Middleware {
  return {
    name,
    stage,
    async handle(request, next) {
      log.push(`${name}>`)
      try {
        return await next(request)
      } finally {
        log.push(`<${name}`)
      }
    },
  }
}

describe('the order of the chain', () => {
  it('runs events, custom call middleware, retries, custom attempt middleware, transport', async () => {
    const log: string[] = []
    const { scim } = client(
      [
        () => {
          log.push('transport')
          return refusal(503, 'x')
        },
        () => {
          log.push('transport')
          return {}
        },
      ],
      {
        middleware: [spy('c1', 'call', log), spy('a1', 'attempt', log), spy('c2', 'call', log)],
        onEvent: ({ type }) => log.push(type),
      },
    )
    await scim.readUser('U1', { middleware: [spy('a2', 'attempt', log), spy('c3', 'call', log)] })
    const attempt = ['a1>', 'a2>', 'attempt.start', 'transport', 'attempt.end', '<a2', '<a1']
    expect(log).toEqual([
      'call.start',
      ...['c1>', 'c2>', 'c3>'],
      ...attempt,
      'retry',
      ...attempt,
      ...['<c3', '<c2', '<c1'],
      'call.end',
    ])
  })

  it('applies schema defaults outside of custom call middleware, and validation inside', async () => {
    let seen: SCIMRequest | undefined
    const { scim, sent } = client([{}], {
      middleware: [
        {
          name: 'spoil',
          handle(request, next) {
            seen = request
            return next({ ...request, body: { ...request.body, userName: 5 } })
          },
        },
      ],
    })
    const error = await failure(scim.patchUser('U1', { title: 'x' }), SCIMValidationError)
    expect(error.issues.map(({ path }) => path)).toEqual(['userName'])
    expect(seen?.body).toEqual({ title: 'x', schemas: [CORE] })
    expect(sent).toEqual([])
  })

  it('adds the token inside of every custom middleware', async () => {
    const seen: unknown[] = []
    const look = (stage: 'call' | 'attempt'): Middleware => ({
      name: stage,
      stage,
      handle(request, next) {
        seen.push(request.headers.authorization)
        return next(request)
      },
    })
    const { scim, sent } = client([{}], { middleware: [look('call'), look('attempt')] })
    await scim.readUser('U1')
    expect(seen).toEqual([undefined, undefined])
    expect(sent[0]?.headers.authorization).toBe('Bearer xoxp-test')
  })

  it('times each re-send of a custom attempt middleware on its own', async () => {
    const { scim, sent } = client(['hang', {}], {
      timeout: 2000,
      middleware: [
        {
          name: 'again',
          stage: 'attempt',
          handle: (request, next) => next(request).catch(() => next(request)),
        },
      ],
    })
    expect((await scim.readUser('U1')).user.id).toBe('U1')
    expect(sent).toHaveLength(2)
  })

  it('shows every status as a value to middleware, and as an error to the caller', async () => {
    const statuses: number[] = []
    const note = (stage: 'call' | 'attempt'): Middleware => ({
      name: stage,
      stage,
      async handle(request, next) {
        const response = await next(request)
        statuses.push(response.status)
        return response
      },
    })
    const { scim } = client([refusal(404, 'no_such_user')], { middleware: [note('call'), note('attempt')] })
    expect((await failure(scim.readUser('U1'), SCIMApiError)).status).toBe(404)
    expect(statuses).toEqual([404, 404])
  })

  it('passes a frozen request and a context to middleware', async () => {
    let context: unknown
    const { scim } = client([{}], {
      middleware: [
        {
          name: 'look',
          handle(request, next, given) {
            expect(Object.isFrozen(request)).toBe(true)
            expect(Object.isFrozen(request.headers)).toBe(true)
            expect(Object.isFrozen(request.query)).toBe(true)
            context = { ...given, attempts: given.attempts, applied: given.applied }
            return next(request)
          },
        },
      ],
    })
    await scim.readUser('U1')
    expect(context).toMatchObject({ operation: 'readUser', version: '1.1', attempts: 0, applied: 'no' })
  })
})
