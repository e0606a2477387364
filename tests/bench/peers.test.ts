import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { peer } from '../../bench/peers.ts'
import { ROOT } from '../support/tool.ts'

const read = (path: string) => JSON.parse(readFileSync(ROOT + path, 'utf8'))

describe('the packages of the bench', () => {
  it('say how to install them when one is missing', async () => {
    await expect(peer('no-such-package' as 'ky')).rejects.toThrow('run `npm ci --prefix bench`')
  })

  it.each(['ofetch', 'undici'])('have the %s that the client runs on', (name) => {
    const { packages } = read('package-lock.json')
    expect(read('bench/package.json').dependencies[name]).toBe(packages[`node_modules/${name}`].version)
  })

  it('stand in their lockfile, and none of them in the package of the client unless it uses it', () => {
    const { dependencies } = read('bench/package.json')
    expect(read('bench/package-lock.json').packages[''].dependencies).toEqual(dependencies)
    const { devDependencies } = read('package.json')
    const both = Object.keys(dependencies).filter((name) => Object.hasOwn(devDependencies, name))
    expect(both).toEqual(['undici'])
  })
})
