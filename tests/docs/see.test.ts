import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { REPOSITORY } from '../../scripts/site/places.ts'
import { OPERATIONS } from '../../src/protocol/operations.ts'
import { ROOT } from '../support/tool.ts'
import { document } from './documents.ts'

const DOCUMENTS = `${REPOSITORY}/blob/main/`

/** The comments of a source that are followed by a function or method, by its name. */
function commentsOf(path: string, declaration: RegExp): ReadonlyMap<string, string> {
  const text = readFileSync(ROOT + path, 'utf8')
  return new Map(
    Array.from(text.matchAll(declaration), (found) => [
      found[1] ?? '',
      text.slice(text.lastIndexOf('/**', found.index), found.index),
    ]),
  )
}

it('leads from each operation on people and groups, and from each task, to its page', () => {
  const operations = commentsOf('src/client/client.ts', /^ {2}(\w+(?:User|Group|Users|Groups))\(/gm)
  expect([...operations.keys()].sort()).toEqual(
    OPERATIONS.map(({ name }) => name)
      .filter((name) => /(User|Group)s?$/.test(name))
      .sort(),
  )
  const tasks = globSync('src/tasks/*.ts', { cwd: ROOT }).flatMap((path) => {
    const functions = commentsOf(path, /^export (?:async )?function (\w+)/gm)
    return [...functions].filter(([, comment]) => comment.includes('@example'))
  })
  expect(tasks.length).toBeGreaterThan(15)
  const silent = [...operations, ...tasks].filter(([, comment]) => !comment.includes(`(${DOCUMENTS}docs/`))
  expect(silent.map(([name]) => name)).toEqual([])
})

it('names the page that a link leads to, in the repository that package.json names', () => {
  const links = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((path) =>
    Array.from(
      readFileSync(ROOT + path, 'utf8').matchAll(/\* @see \[(.+)\]\((.+)\)/g),
      ([, title, url = '']) => ({
        path,
        title,
        url,
      }),
    ),
  )
  expect(links.length).toBeGreaterThan(25)
  for (const { path, title, url } of links) {
    expect(url.startsWith(DOCUMENTS), `${path}: ${url}`).toBe(true)
    expect(document(url.slice(DOCUMENTS.length)), path).toMatch(`# ${title}\n`)
  }
})
