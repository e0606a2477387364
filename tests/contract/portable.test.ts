import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('imports only the client in the contract, so that it runs in every runtime', () => {
  const folder = new URL('./', import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('contract.ts') || file === 'harness.ts')
  expect(files).toHaveLength(8)
  for (const file of files) {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, specifier]) => specifier)
    expect(imported.length).toBeGreaterThan(0)
    expect(imported.filter((specifier) => !/^(\.\/|\.\.\/\.\.\/src\/)/.test(specifier ?? ''))).toEqual([])
    expect(text).not.toMatch(/\b(process|Buffer|setImmediate|require)\b/)
  }
})
