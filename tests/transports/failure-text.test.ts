import { describe, expect, it } from 'vitest'
import { SCIMConnectionError } from '../../src/index.ts'
import { failureText } from '../../src/transports/failure-text.ts'

const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code })

describe('failureText', () => {
  it.each([
    [
      'undici',
      new TypeError('fetch failed', { cause: coded('ECONNREFUSED', 'connect') }),
      'fetch failed ECONNREFUSED',
    ],
    [
      'nodeTransport',
      new SCIMConnectionError('cannot connect to slack.test', {
        applied: 'no',
        cause: coded('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'),
      }),
      "cannot connect to slack.test DEPTH_ZERO_SELF_SIGNED_CERT: pass the service's own certificate or its authority as tls.ca of the transport",
    ],
    [
      'a chain of our own errors',
      new SCIMConnectionError('outer', {
        applied: 'no',
        cause: new SCIMConnectionError('inner', {
          applied: 'no',
          cause: coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
        }),
      }),
      'outer UNABLE_TO_GET_ISSUER_CERT_LOCALLY: pass the authority of the certificate as tls.ca of the transport',
    ],
    ['a code in the message', coded('ERR_X', 'ERR_X: it broke'), 'ERR_X: it broke'],
    [
      'a cause without a code',
      new TypeError('fetch failed', { cause: new Error('boom') }),
      'fetch failed boom',
    ],
    ['a text', 'broken', 'broken'],
    ['nothing', undefined, ''],
  ])('names the system code of %s', (_what, thrown, text) => {
    expect(failureText(thrown)).toBe(text)
  })

  it('stops at a circular cause', () => {
    const error = new Error('round') as Error & { cause?: unknown }
    error.cause = error
    expect(failureText(error)).toBe('round')
  })
})
