import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { installedChromium } from '../runtimes/lanes/installed-chromium.ts'
import { JOBS } from './jobs.ts'
import { type OpenSite, openSite } from './open-site.ts'
import { type ServedSite, serveSite } from './serve-site.ts'

let browser: Browser
let site: ServedSite
let opened: OpenSite | undefined

beforeAll(async () => {
  site = await serveSite()
  browser = await chromium.launch({ executablePath: await installedChromium() })
})
afterEach(async () => {
  const incidents = opened?.incidents ?? []
  await opened?.close()
  opened = undefined
  expect(incidents).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  site?.close()
})

async function open(path: string, options: BrowserContextOptions = {}): Promise<OpenSite> {
  opened = await openSite(browser, site, options)
  await opened.go(path)
  return opened
}

/** Where a page of the site is, without the host and the anchor. */
const placeOf = (address: string): string => address.slice(site.url.length).replace(/#.*$/, '')

describe('the site in Chromium', () => {
  it('leads from the front page to a recipe within two clicks', async () => {
    const { page } = await open('')
    expect(await page.title()).toBe('slack-scim | SCIM for Slack, in TypeScript')
    await page.getByRole('link', { name: 'Recipes' }).first().click()
    await page.getByRole('main').getByRole('link', { name: 'Deactivate a leaver safely' }).click()
    await page.waitForURL('**/recipes/deactivate-a-leaver.html')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(
      'Deactivate a leaver safely',
    )
  })

  it('finds each job of a new user by one search, in the words of the user', async () => {
    const { page } = await open('')
    await page.keyboard.press('/')
    for (const { words, page: wanted } of JOBS) {
      await page.locator('.search-input').fill(words)
      const firstThree = async (): Promise<string[]> => {
        const results = page.locator('a.result')
        const links = await results.evaluateAll((all) => all.slice(0, 3).map((link) => `${link}`))
        return links.map(placeOf)
      }
      await expect.poll(firstThree, { message: words, timeout: 10_000 }).toContain(wanted)
    }
  }, 120_000)

  it('lists each of these jobs two clicks from the front page', async () => {
    const { page } = await open('')
    await page.getByRole('link', { name: 'Recipes' }).first().click()
    await page.waitForURL('**/recipes/')
    const links = await page
      .getByRole('main')
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => `${link}`))
    expect(links.map(placeOf)).toEqual(expect.arrayContaining(JOBS.map((job) => job.page)))
  })

  it('finds an export of the reference', async () => {
    const { page } = await open('guide/start.html')
    await page.keyboard.press('/')
    await page.locator('.search-input').fill('setGroupMembers')
    await page.locator('a.result[href*="functions/setGroupMembers"]').first().waitFor()
    const addresses = await page.locator('a.result').evaluateAll((links) => links.map((link) => `${link}`))
    expect(addresses.map(placeOf)).toContain('reference/slack-scim/functions/setGroupMembers.html')
  })

  it('copies a sample', async () => {
    const { page } = await open('recipes/find-by-email.html', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const sample = page.locator('div.language-ts').first()
    await sample.hover()
    await sample.getByRole('button', { name: 'Copy Code' }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^import \{ findUserByEmail \} from 'slack-scim'\n/)
  })

  it('switches between light and dark, and keeps the choice', async () => {
    const { page, go } = await open('', { colorScheme: 'light' })
    const isDark = (): Promise<boolean> =>
      page.evaluate(() => document.documentElement.classList.contains('dark'))
    expect(await isDark()).toBe(false)
    await page.getByRole('switch').first().click()
    expect(await isDark()).toBe(true)
    await go('guide/start.html')
    expect(await isDark()).toBe(true)
  })

  it('opens its menus on a phone', async () => {
    const { page } = await open('guide/start.html', { viewport: { width: 360, height: 740 }, hasTouch: true })
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.locator('.VPSidebar').getByRole('link', { name: 'Errors' }).click()
    await page.waitForURL('**/guide/errors.html')
  })

  it('has a twin in Markdown of each page, which llms.txt lists', async () => {
    const list = await (await fetch(`${site.url}llms.txt`)).text()
    const addresses = Array.from(list.matchAll(/\]\(\/([^)]+\.md)\)/g), ([, path]) => path ?? '')
    expect(addresses.length).toBeGreaterThan(50)
    for (const address of addresses) {
      const twin = await fetch(site.url + address)
      const page = await fetch(site.url + address.replace(/md$/, 'html'))
      expect([address, twin.status, page.status]).toEqual([address, 200, 200])
    }
  })
})

describe('the site is accessible', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const paths = [
    '',
    'guide/errors.html',
    'recipes/guests.html',
    'coverage.html',
    'reference/slack-scim/functions/deactivateUser.html',
  ]
  const cases = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [1280, 360].map((width) => ({ colorScheme, width })),
  )

  it.each(cases)(
    'in $colorScheme at $width px, without a scroll bar below',
    async ({ colorScheme, width }) => {
      const { page, go } = await open('', { colorScheme, viewport: { width, height: 800 } })
      for (const path of paths) {
        if (path) await go(path)
        await page.evaluate(axe)
        const { passes, violations } = await page.evaluate<AxeResults>('axe.run()')
        expect([path, violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])]).toEqual([
          path,
          [],
        ])
        expect(passes.map(({ id }) => id)).toContain('color-contrast')
        const overflow = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement
          return scrollWidth - clientWidth
        })
        expect([path, overflow]).toEqual([path, 0])
      }
    },
    120_000,
  )
})
