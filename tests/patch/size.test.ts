import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

async function size(imports: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${imports} } from './src/patch/index.ts'`, resolveDir: '.' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength
}

test('bundles the patch builders and applyPatch into at most 5,650 bytes, minified and gzipped', async () => {
  expect(await size('add, replace, remove, patchOp, applyPatch, SCIMPatchError')).toBeLessThanOrEqual(5_650)
})

test('bundles all of slack-scim/patch into at most 6,950 bytes, minified and gzipped', async () => {
  expect(
    await size('add, replace, remove, patchOp, applyPatch, diffResources, SCIMPatchError'),
  ).toBeLessThanOrEqual(6_950)
})
