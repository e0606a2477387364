import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { describe, expect, it } from 'vitest'

const ENTRY = new URL('../../mocks/index.ts', import.meta.url).pathname
const HERE = new URL('.', import.meta.url).pathname

describe('slack-scim/mocks', () => {
  it("imports neither msw nor a runtime's modules", async () => {
    const { metafile } = await build({
      entryPoints: [ENTRY],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
    })
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports)
    expect(imports.filter((entry) => entry.external)).toEqual([])
    expect(Object.keys(metafile.inputs).filter((file) => file.includes('node_modules'))).toEqual([])
  })

  it('works in workerd without flags', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `
          import { createEmulator, seedDirectory } from '../../mocks/index.ts'
          export default {
            async fetch(request) {
              const emulator = createEmulator({ seed: seedDirectory({ users: 40 }) })
              const headers = { authorization: 'Bearer ' + emulator.token }
              const response = await emulator.fetch('https://api.slack.com/scim/v2/Users?count=3', { headers })
              const { totalResults, Resources } = await response.json()
              const gone = await emulator.fetch(
                'https://api.slack.com/scim/v2/Users/' + emulator.state.users[5].id, { method: 'DELETE', headers })
              return Response.json({ totalResults, rows: Resources.length, gone: gone.status })
            },
          }`,
        resolveDir: HERE,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      format: 'esm',
    })
    const worker = new Miniflare({
      modules: true,
      script: outputFiles[0]?.text ?? '',
      compatibilityDate: '2026-07-01',
      cf: false,
    })
    try {
      const response = await worker.dispatchFetch('http://worker.test/')
      expect(await response.json()).toEqual({ totalResults: 40, rows: 3, gone: 204 })
    } finally {
      await worker.dispose()
    }
  })
})
