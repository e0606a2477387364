import { describe, expect, it } from 'vitest'
import { readErrors, readReason } from '../../src/protocol/error-envelope.ts'

describe('readReason', () => {
  it.each([
    ['phoneNumbers_invalid', 'phoneNumbers_invalid'],
    ['email_taken', 'email_taken'],
    ['email_taken existing_user=U1', 'email_taken'],
    ['no_filters (is_aggregate_call=1)', 'no_filters'],
    ['  no_such_user', 'no_such_user'],
    ['long_username: 22 characters', 'long_username'],
    ['filter_on_2_0 x', 'filter_on_2_0'],
    ['ratelimited', 'ratelimited'],
  ])('reads the code of %j', (description, reason) => {
    expect(readReason(description)).toBe(reason)
  })

  it.each([
    [undefined],
    [''],
    ['A user with this name exists'],
    ['Resource U1 not found'],
    ['invalid request'],
    ['Email_Taken'],
    ['_taken'],
    ['taken_'],
    ['a__b'],
    ['email_taken="x"'],
    ['(redacted) is wrong'],
    ['a_'.repeat(1000)],
    [`${'a_b'.repeat(30)} x`],
  ])('reads no code from prose: %j', (description) => {
    expect(readReason(description)).toBeUndefined()
  })
})

describe('readErrors', () => {
  it.each([
    [{ schemas: { toString: 1 } }],
    [{ schemas: [{ toString: 1 }, [[]]] }],
    [{ Errors: { code: { valueOf: 1, toString: 1 }, description: { toString: 1 } } }],
    [{ Errors: { code: [[[1]]] } }],
    [{ schemas: 'urn:x:Error', detail: { toString: 1 }, status: { toString: 1 }, scimType: [] }],
  ])('survives objects where a text belongs: %j', (body) => {
    expect(readErrors(body)?.description).toBeUndefined()
    expect(readErrors(body)?.code).toBeUndefined()
  })

  it('survives schemas that are nested 100,000 deep', () => {
    const body = JSON.parse(`{"schemas":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
    expect(readErrors(body)).toBeUndefined()
  })

  it('finds the error message among several schemas', () => {
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error', 'urn:x:y']
    expect(readErrors({ schemas, detail: 'no_such_user', status: '404' })).toEqual({
      code: 404,
      description: 'no_such_user',
      scimType: undefined,
    })
  })
})
