import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadVectors } from '../../vectors/load.ts'
import { clientFor, type PythonCall, replay } from './python.ts'
import { type Recorded, type Recorder, startRecorder } from './recorder.ts'
import differences from './request-differences.json' with { type: 'json' }

interface Vector {
  readonly id: string
  readonly call: PythonCall
  readonly requests: readonly {
    readonly method: string
    readonly target: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
    readonly body_raw: string | null
  }[]
  readonly error: unknown
}

/** A deliberate difference: `refused` before anything is sent, or the parts that differ and their values here. */
interface Difference {
  readonly ids: readonly string[]
  readonly reason: string
  readonly ours: 'refused' | Readonly<Record<string, unknown>>
}

const { vectors } = loadVectors<{ vectors: Vector[] }>('wire-requests.json')
const table = new Map(
  (differences as Difference[]).flatMap((entry) => entry.ids.map((id) => [id, entry] as const)),
)

let recorder: Recorder
beforeAll(async () => {
  recorder = await startRecorder()
})
beforeEach(() => {
  recorder.requests.length = 0
})
afterAll(() => recorder.close())

/** What counts on the wire, in one shape for theirs and ours. */
function essence(request: Recorded): Record<string, unknown> {
  const [path, query = ''] = request.target.split('?')
  const pairs = query.split('&').filter(Boolean).map(decodeURIComponent).sort()
  return {
    method: request.method,
    path,
    query: pairs,
    body: request.body ? JSON.parse(request.body) : null,
    contentType: request.headers['content-type'],
    authorization: request.headers.authorization,
    proxyAuthorization: request.headers['proxy-authorization'],
  }
}

function theirs(vector: Vector): Record<string, unknown> | 'refused' {
  const [request] = vector.requests
  if (!request) return 'refused'
  return essence({ ...request, body: request.body_raw?.replace(/\bNaN\b/g, 'null') ?? '' })
}

async function ours(vector: Vector): Promise<Record<string, unknown> | 'refused'> {
  try {
    await replay(clientFor(vector.call.ctor, recorder.origin), vector.call)
  } catch (error) {
    if (recorder.requests.length > 0) throw error
    return 'refused'
  }
  expect(recorder.requests).toHaveLength(1)
  return essence(recorder.requests[0] as Recorded)
}

describe('a request on the wire equals the one of the original, or has a listed difference', () => {
  for (const vector of vectors) {
    const difference = table.get(vector.id)
    it(`${vector.id}${difference ? `: ${difference.reason}` : ''}`, async () => {
      const want = theirs(vector)
      const got = await ours(vector)
      if (!difference) return expect(got).toEqual(want)
      const { ours: differs } = difference
      const expected =
        typeof want === 'string' || typeof differs === 'string' ? differs : { ...want, ...differs }
      expect(got).toEqual(expected)
      expect(expected, 'the table names no difference').not.toEqual(want)
    })
  }

  it('lists only existing cases in the table of differences', () => {
    const ids = new Set(vectors.map(({ id }) => id))
    expect([...table.keys()].filter((id) => !ids.has(id))).toEqual([])
  })

  it('puts the prefix and suffix of the caller around the user agent', async () => {
    const scim = clientFor({ user_agent_prefix: 'pre/1', user_agent_suffix: 'suf/2' }, recorder.origin)
    await scim.readUser('U1')
    expect(recorder.requests[0]?.headers['user-agent']).toMatch(
      /^pre\/1 slack-scim\/\d+\.\d+\.\d+ Node\.js\/\d+ suf\/2$/,
    )
  })
})
