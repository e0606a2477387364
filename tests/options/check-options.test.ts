import { describe, expect, it } from 'vitest'
import { checkOptions, MILLISECONDS, SWITCH, TEXT, withMethod } from '../../src/options/check-options.ts'
import { suggest } from '../../src/options/suggest.ts'

const RULES = { baseUrl: TEXT, timeout: MILLISECONDS, verify: SWITCH, clock: withMethod('now') }
const check =
  (options: unknown, hints = {}) =>
  () =>
    checkOptions({ owner: 'client', hints }, options, RULES)

describe('checkOptions', () => {
  it.each([
    [
      { base_url: 'x' },
      "client: option 'base_url': unknown: did you mean 'baseUrl'? There are baseUrl, timeout",
    ],
    [{ colour: 'x' }, "client: option 'colour': unknown. There are baseUrl"],
    [{ toString: 1 }, "client: option 'toString': unknown. There are"],
    [{ timeout: '30' }, "client: option 'timeout': must be a number of milliseconds"],
    [{ timeout: Number.NaN }, "client: option 'timeout': must be a number of milliseconds"],
    [{ verify: 'yes' }, "client: option 'verify': must be true or false"],
    [{ clock: {} }, "client: option 'clock': must be an object with now()"],
    [[], 'client: the options must be an object'],
    [null, 'client: the options must be an object'],
    ['xoxp-secret', 'client: the options must be an object'],
  ])('refuses %j and names the field and the fix', (options, message) => {
    expect(check(options)).toThrow(message)
  })

  it('takes undefined as absent', () => {
    expect(check({ baseUrl: undefined, timeout: 0 })).not.toThrow()
  })

  it('says where an option of another place belongs', () => {
    expect(check({ proxy: 's3kret' }, { proxy: 'set it on a transport' })).toThrow(
      "client: option 'proxy': set it on a transport",
    )
  })

  it('never shows a value', () => {
    for (const options of [{ timeout: 's3kret' }, { secret: 's3kret' }, { baseUrl: { s3kret: 1 } }]) {
      expect(check(options)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('s3kret') }),
      )
    }
  })
})

describe('suggest', () => {
  it.each([
    ['base_url', 'baseUrl'],
    ['userNmae', 'userName'],
    ['user_name', 'userName'],
    ['email', 'emails'],
    ['retries', 'retryHandlers'],
    ['TIMEOUT', 'timeout'],
    ['timeuot', 'timeout'],
    ['tmeouts', 'timeout'],
  ])('finds what %s was to be: %s', (name, meant) => {
    expect(suggest(name, ['baseUrl', 'userName', 'emails', 'retryHandlers', 'timeout'])).toBe(meant)
  })

  it.each(['x', '', 'colour', 'a'.repeat(100_000)])('finds nothing for %.20s', (name) => {
    expect(suggest(name, ['baseUrl', 'userName', 'emails'])).toBeUndefined()
  })
})
