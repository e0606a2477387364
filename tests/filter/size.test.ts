import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

test('bundles slack-scim/filter into at most 2,700 bytes, minified and gzipped', async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/filter/index.ts'],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  expect(gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength).toBeLessThanOrEqual(2_700)
})
