import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { renderHtml } from '../../../src/provisioning/html/html.ts'
import type { Plan } from '../../../src/provisioning/plan/plan.ts'
import { installedChromium } from '../../runtimes/lanes/installed-chromium.ts'
import {
  DIGEST,
  ESTIMATE,
  everyKindOfPlan,
  LIMITS,
  largePlan,
  planOf,
  REFUSAL,
  samplePlan,
} from '../../support/plans.ts'
import { type OpenPage, openPage } from './open-page.ts'

const OPTIONS = { digest: DIGEST, estimate: ESTIMATE, limits: LIMITS }
const HOSTILE = '</script><img src=x onerror="alert(1)"><script>alert(2)</script>\u202e'
const EVERY = everyKindOfPlan({ name: 'jo', value: 'v', note: 'why', origin: 'people.csv:1', key: 'k1' })

let browser: Browser
let opened: OpenPage | undefined

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await installedChromium() })
})
afterEach(async () => {
  const incidents = opened?.incidents ?? []
  await opened?.close()
  opened = undefined
  expect(incidents).toEqual([])
})
afterAll(() => browser.close())

async function open(plan: Plan, options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  return show(renderHtml(plan, OPTIONS), options)
}

async function show(html: string, options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  opened = await openPage(browser, html, options)
  return opened.page
}

const rows = (page: Page) => page.locator('tbody tr:not(.kind)')
const ids = (page: Page): Promise<string[]> => page.locator('td.id code').allTextContents()
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.querySelector('code')?.textContent ?? undefined)

describe('the page of a plan in Chromium', () => {
  it('shows every row, and asks for nothing', async () => {
    const page = await open(samplePlan())
    expect(await page.title()).toBe('Plan for E0EMULATOR: 7 steps')
    expect(await rows(page).count()).toBe(8)
    expect(await page.textContent('#status')).toBe('1–8 of 8')
  })

  it('runs nothing that a name holds', async () => {
    const page = await open(
      everyKindOfPlan({ name: HOSTILE, value: HOSTILE, note: HOSTILE, origin: HOSTILE, key: HOSTILE }),
    )
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.locator('td.who').first().textContent()).toContain(
      '</script><img src=x onerror="alert(1)">',
    )
    await page.fill('#search', 'onerror="alert(1)"')
    expect(await rows(page).count()).toBeGreaterThan(10)
  })

  it('shows a command with the name of a hostile file', async () => {
    const page = await show(
      renderHtml(samplePlan(), { ...OPTIONS, command: `slack-scim apply '${HOSTILE}'` }),
    )
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.textContent('#command')).toContain('<img src=x onerror="alert(1)">')
  })

  it('lets no script run and no markup be made that is not its own', async () => {
    const page = await open(samplePlan())
    const outcome = await page.evaluate(() => {
      const script = document.createElement('script')
      try {
        script.textContent = 'document.title = "taken"'
        document.body.append(script)
      } catch {
        // Trusted types refuse the text before the policy refuses the element.
      }
      try {
        document.body.innerHTML = '<b>taken</b>'
      } catch (error) {
        return [document.title, (error as Error).name]
      }
      return [document.title, 'no error']
    })
    expect(outcome).toEqual(['Plan for E0EMULATOR: 7 steps', 'TypeError'])
    const incidents = opened?.incidents.map(
      (incident) => /'Trusted\w+' assignment/.exec(incident)?.[0] ?? incident,
    )
    expect(incidents).toEqual(["'TrustedScript' assignment", "'TrustedHTML' assignment"])
    await opened?.close()
    opened = undefined
  })

  it('finds rows by every word, in any attribute', async () => {
    const page = await open(samplePlan())
    await page.fill('#search', 'engineer senior')
    expect(await ids(page)).toEqual(['U0Q81KX0P'])
    await page.fill('#search', 'ACME.test deact')
    expect(await page.textContent('#status')).toBe('Nothing matches')
    await page.fill('#search', '1042')
    expect(await ids(page)).toEqual(['U024BE7LK'])
  })

  it('shows one kind, and all again', async () => {
    const page = await open(samplePlan())
    const change = page.getByRole('button', { name: 'Change 2' })
    await change.click()
    expect(await change.getAttribute('aria-pressed')).toBe('true')
    expect(await ids(page)).toEqual(['U024BE7LH', 'U0Q81KX0P'])
    await change.click()
    expect(await rows(page).count()).toBe(8)
  })

  it('sorts by a column, up, down, and back to the order of the plan', async () => {
    const page = await open(samplePlan())
    const inOrder = await ids(page)
    const source = page.getByRole('button', { name: 'Source' })
    await source.click()
    const origins = await page.locator('td.origin').allTextContents()
    expect(origins).toEqual([
      '',
      'groups.csv:2',
      ...[7, 33, 88, 90, 412, 1201].map((line) => `people.csv:${line}`),
    ])
    expect(await page.locator('th.origin').getAttribute('aria-sort')).toBe('ascending')
    await source.click()
    expect(await page.locator('td.origin').allTextContents()).toEqual([...origins].reverse())
    await source.click()
    expect(await ids(page)).toEqual(inOrder)
    expect(await page.locator('tr.kind').count()).toBe(6)
  })

  it('obeys its keys', async () => {
    const page = await open(samplePlan())
    await page.keyboard.press('/')
    await page.keyboard.type('jo')
    expect(await ids(page)).toEqual(['U0G9QF9C6'])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    expect(await rows(page).count()).toBe(8)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await focused(page)).toBe('U0H11AA2B')
    await page.keyboard.press('k')
    expect(await focused(page)).toBe('U0G9QF9C6')
    await page.keyboard.press('3')
    expect(await ids(page)).toEqual(['U024BE7LH', 'U0Q81KX0P'])
    await page.keyboard.press('0')
    await page.keyboard.press('s')
    expect(await page.locator('th.sign').getAttribute('aria-sort')).toBe('ascending')
    await page.keyboard.press('t')
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    await page.keyboard.press('?')
    expect(await page.locator('#keys').getAttribute('open')).not.toBeNull()
  })

  it('documents every key, and ignores them when they are switched off', async () => {
    const page = await open(samplePlan())
    await page.keyboard.press('?')
    expect(await page.locator('#keys kbd').allTextContents()).toEqual([
      '/',
      'Esc',
      'j',
      'k',
      'n',
      'p',
      '1',
      '9',
      '0',
      's',
      'c',
      't',
      '?',
    ])
    await page.uncheck('#letters')
    await page.keyboard.press('3')
    expect(await rows(page).count()).toBe(8)
  })

  it('copies the command', async () => {
    const page = await open(samplePlan(), { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.click('#copy')
    await expect.poll(() => page.textContent('#copy')).toBe('Copied')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `slack-scim apply --expect ${DIGEST}`,
    )
  })

  it('reads without its script', async () => {
    const page = await open(samplePlan(), { javaScriptEnabled: false })
    expect(await rows(page).count()).toBe(8)
    expect(await page.locator('button:visible, input:visible').count()).toBe(0)
    expect(await page.locator('nav a').allTextContents()).toContain('− Deactivate 2')
  })

  it('says that there is nothing to do', async () => {
    const page = await open(planOf())
    expect(await page.textContent('main')).toContain('Nothing to do')
    await page.keyboard.press('t')
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
  })

  it('prints every row that matches', async () => {
    const page = await open(largePlan(450))
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await rows(page).count()).toBe(450)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await rows(page).count()).toBe(200)
  })

  it('opens 10,000 steps, and pages and searches them', async () => {
    const page = await open(largePlan(10_000))
    expect(await page.textContent('#status')).toBe('1–200 of 10,000')
    await page.keyboard.press('n')
    expect(await page.textContent('#pager span')).toBe('Page 2 of 50')
    const milliseconds = await page.evaluate(() => {
      const start = performance.now()
      const search = document.querySelector<HTMLInputElement>('#search')
      if (search) search.value = 'department 17'
      search?.dispatchEvent(new Event('input'))
      return performance.now() - start
    })
    expect(await page.textContent('#status')).toBe('1–200 of 608')
    expect(milliseconds).toBeLessThan(500)
  })
})

describe('the page is accessible', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const cases = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [1280, 360].map((width) => ({ colorScheme, width })),
  )

  it.each(cases)('in $colorScheme at $width px', async ({ colorScheme, width }) => {
    const html = renderHtml(EVERY, { ...OPTIONS, violations: [REFUSAL] })
    opened = await openPage(browser, html, { colorScheme, viewport: { width, height: 800 } })
    const { page } = opened
    await page.keyboard.press('?')
    await page.getByRole('button', { name: 'Change 2' }).click()
    await page.getByRole('button', { name: 'Source' }).click()
    await page.evaluate(axe)
    const { passes, violations } = await page.evaluate<AxeResults>('axe.run()')
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    expect(passes.map(({ id }) => id)).toContain('color-contrast')
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect(overflow).toBe(0)
  })
})
