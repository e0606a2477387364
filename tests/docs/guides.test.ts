import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chainOf } from '../../src/chain/order.ts'
import { scim11 } from '../../src/dialects/scim-1-1.ts'
import { SCIMClient } from '../../src/index.ts'
import { SOURCES } from '../package/entries.ts'
import { ROOT } from '../support/tool.ts'
import { DOCUMENTS, document } from './documents.ts'
import { anchorsOf } from './headings.ts'

describe('the README', () => {
  const text = document('README.md')

  it('has at most 200 lines beside what the command line prints', () => {
    const prose = text.replace(/<!-- transcript: \w+ -->\n```\w+\n(?:(?!```).*\n)*```\n/g, '')
    expect(prose.split('\n').length).toBeLessThanOrEqual(200)
  })

  it('lists its sections in order', () => {
    const contents = /\*\*Contents\*\*: ([\s\S]*?)\n\n/.exec(text)?.[1] ?? ''
    const listed = Array.from(contents.matchAll(/\[([^\]]+)\]/g), ([, title]) => title)
    expect(listed).toEqual(Array.from(text.matchAll(/^## (.+)$/gm), ([, title]) => title))
  })

  it('has every guide within one link, and says how to build and test', () => {
    const guides = [...DOCUMENTS.keys()].filter((path) => path.startsWith('docs/guide/'))
    expect(guides.filter((path) => !text.includes(`](${path})`))).toEqual([])
    expect(text).toContain('\nnpm ci && npm start ')
    expect(text).toContain('\nnpm ci && npm test ')
  })
})

describe('the guides', () => {
  it('list exactly the existing entries', () => {
    const listed = Array.from(
      document('docs/guide/entries.md').matchAll(/^\| `(slack-scim[^`]*)`/gm),
      ([, entry]) => entry,
    )
    expect(listed.sort()).toEqual([...SOURCES.keys()].sort())
  })

  it('list every error, with its code', async () => {
    const listed = Array.from(
      document('docs/guide/errors.md').matchAll(/^\| `(SCIM\w+Error)` \| `(\w+)`/gm),
      ([, name]) => name,
    )
    const exported: string[] = []
    for (const entry of SOURCES.keys()) {
      if (!entry.startsWith('slack-scim/mocks'))
        exported.push(...Object.keys(await import(/* @vite-ignore */ ROOT + SOURCES.get(entry))))
    }
    const errors = new Set(exported.filter((name) => /^SCIM\w+Error$/.test(name)))
    expect(listed.sort()).toEqual([...errors].sort())
  })

  it('name the codes of errors as their classes do', () => {
    const codes = new Map<string, readonly string[]>()
    for (const path of globSync('src/**/*-error.ts', { cwd: ROOT })) {
      const classes = readFileSync(ROOT + path, 'utf8').matchAll(
        /declare readonly name: '(\w+)'[\s\S]*?declare readonly code: ([^\n]+)/g,
      )
      for (const [, name = '', code = ''] of classes) codes.set(name, code.match(/\w+/g) ?? [])
    }
    const rows = document('docs/guide/errors.md').matchAll(/^\| `(SCIM\w+Error)` \| ([^|]+) \|/gm)
    for (const [, name = '', cell = ''] of rows) {
      const own = codes.get(name)
      if (own) expect(own, name).toEqual(expect.arrayContaining(cell.match(/\w+/g) ?? []))
    }
    expect(codes.size).toBeGreaterThan(12)
  })

  it('draw the middleware in call order', () => {
    const text = document('docs/guide/chain.md')
    const drawing = text.slice(text.indexOf(' your call\n'), text.indexOf(' transport  '))
    const drawn = Array.from(drawing.matchAll(/^ (\w+(?: \w+)*)/gm), ([, words]) => words)
    const never = (): Promise<never> => Promise.reject(new Error('never called'))
    const links = chainOf({
      dialect: scim11(),
      baseUrl: SCIMClient.BASE_URL,
      transport: never,
      retryHandlers: [],
      maxRetryWait: 0,
      validation: { request: 'strict', response: 'loose' },
      unknownAttributes: 'warn',
      pacer: { acquire: never },
    })([
      { name: 'your middleware', handle: never },
      { name: 'your middleware', stage: 'attempt', handle: never },
    ])
    const names = links.map(({ name }) => (name === 'observe' ? 'events and log' : name.replaceAll('-', ' ')))
    expect(drawn).toEqual(['your call', ...names])
  })

  it('lists every recipe, each with ten to thirty lines of code in a sample', () => {
    const index = document('docs/recipes/README.md')
    const listed = Array.from(index.matchAll(/\]\(([\w-]+\.md)\)/g), ([, name]) => name)
    const pages = globSync('docs/recipes/*.md', { cwd: ROOT }).map((path) =>
      path.slice('docs/recipes/'.length),
    )
    expect(listed.sort()).toEqual(pages.filter((name) => name !== 'README.md').sort())
    const longest = pages.map((name) => {
      const samples = document(`docs/recipes/${name}`).matchAll(/```ts[^\n]*\n([\s\S]*?)```/g)
      return Math.max(0, ...Array.from(samples, ([, code = '']) => code.trim().split('\n').length))
    })
    expect(Math.max(...longest)).toBeLessThanOrEqual(30)
  })
})

describe('every document', () => {
  it.each([...DOCUMENTS])('%s links only to existing files and headings', (path, text) => {
    const links = Array.from(text.matchAll(/\]\((?!https:)([^)\s]+)\)/g), ([, link = '']) => link)
    const dead = links.filter((link) => {
      const [file = '', anchor] = link.split('#')
      const target = file ? join(dirname(path), file) : path
      if (!existsSync(ROOT + target)) return true
      return anchor !== undefined && !anchorsOf(DOCUMENTS.get(target) ?? '').includes(anchor)
    })
    expect(dead).toEqual([])
  })
})
