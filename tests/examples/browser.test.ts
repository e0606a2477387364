import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { installedChromium } from '../runtimes/lanes/installed-chromium.ts'
import { ROOT } from '../support/tool.ts'
import { startChromium } from './chromium.ts'
import { expectSound, installExample, type Project, run, type Service, startService } from './project.ts'

const TOKEN = 'xoxp-on-the-server-only'
const SEED = {
  users: [
    { userName: 'jo', name: 'Jo Park', displayName: 'Jo <b>Park</b>', title: 'Engineer' },
    { userName: 'jonas', name: 'Jonas Ek', displayName: 'Jonas', active: false },
    { userName: 'kim', name: 'Kim Holm', displayName: 'Kim' },
  ],
  groups: [
    { displayName: 'Platform', members: ['jo', 'kim'] },
    { displayName: 'Nobody', members: [] },
  ],
}

let project: Project
let emulator: Emulator
let slack: EmulatorServer
let service: Service
let browser: Browser
let page: Page
/** All that the page sent and got: URL, headers of both ways, body. */
const traffic: { readonly url: string; readonly text: string }[] = []
beforeAll(async () => {
  project = await installExample('browser', ['playwright-core', '@types/node', 'undici-types'])
  await runScript('build')
  emulator = createEmulator({ seed: SEED, token: TOKEN })
  slack = await serveEmulator(emulator)
  const env = { SLACK_SCIM_TOKEN: TOKEN, SLACK_SCIM_URL: slack.url, PORT: '0' }
  service = await startService(project.folder, 'node', ['server/main.ts'], env)
  browser = await startChromium()
  page = await browser.newPage()
  page.on('response', async (response) => {
    const headers = [await response.request().allHeaders(), await response.allHeaders()]
    const body = await response.text().catch(() => '')
    traffic.push({ url: response.url(), text: JSON.stringify(headers) + body })
  })
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await service?.stop()
  await slack?.close()
  project?.remove()
})

/** Runs a script of the example's package.json with the programs of the repository. */
async function runScript(name: string): Promise<string> {
  return run(project.folder, 'npm', ['run', '--silent', name], { CHROMIUM: await installedChromium() })
}

const texts = (selector: string): Promise<string[]> => page.locator(selector).allInnerTexts()

describe('the page that searches people', () => {
  test('compiles as a project', () => expectSound(project))

  test('lists the groups with their sizes', async () => {
    await page.goto(service.url)
    expect(page.url()).toBe(`${new URL(service.url).origin}/`)
    await page.locator('#groups li').nth(1).waitFor()
    expect((await texts('#groups li')).sort()).toEqual(['Nobody\n0 members', 'Platform\n2 members'])
  })

  test('finds people by userName prefix, and shows their names as text', async () => {
    await page.fill('#search', 'jo')
    await page.locator('#people li').nth(1).waitFor()
    const found = await texts('#people li')
    expect(found.sort()).toEqual(['Jo <b>Park</b>\nEngineer · Platform', 'Jonas'])
    expect(await texts('#people li.inactive')).toEqual(['Jonas'])
    await page.fill('#search', '')
    await page.locator('#people li').first().waitFor({ state: 'detached' })
  })

  test('shows the result of the last search when responses arrive out of order', async () => {
    emulator.faults.add({ kind: 'latency', milliseconds: 400, times: 1, match: { operation: 'searchUsers' } })
    await page.fill('#search', 'jonas')
    await page.fill('#search', 'kim')
    await page.locator('#people li').waitFor()
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(await texts('#people li')).toEqual(['Kim\nPlatform'])
    emulator.faults.clear()
  })

  test('treats the typed text as a value, not as a filter', async () => {
    await page.fill('#search', '" or userName pr or userName eq "')
    await page.locator('#people li').first().waitFor({ state: 'detached' })
    expect(await texts('#problem')).toEqual([''])
  })

  test('shows an error message', async () => {
    emulator.faults.add({ kind: 'status', status: 403, times: 1 })
    await page.fill('#search', 'j')
    await expect.poll(() => texts('#problem')).not.toEqual([''])
    emulator.faults.clear()
  })

  test('receives neither the token nor unneeded attributes', async () => {
    const relayed = traffic.filter(({ url }) => url.includes('/api/scim/')).map(({ text }) => text)
    expect(relayed.length).toBeGreaterThan(3)
    expect(relayed.filter((text) => /@example\.com|authorization|emails/i.test(text))).toEqual([])
    expect(traffic.filter(({ text }) => text.includes(TOKEN)).map(({ url }) => url)).toEqual([])
    const methods = emulator.events.flatMap((event) => (event.type === 'request' ? [event.method] : []))
    expect(new Set(methods)).toEqual(new Set(['GET']))
  })

  test('rejects writes, and requests without a session from the link', async () => {
    const before = emulator.events.length
    const id = emulator.state.user('kim')?.id
    const status = await page.evaluate(async (path) => {
      const response = await fetch(path, { method: 'DELETE', headers: { 'x-slack-scim-relay': '1' } })
      return response.status
    }, `/api/scim/v1/Users/${id}`)
    expect(status).toBe(403)
    const { origin } = new URL(service.url)
    const headers = { 'x-slack-scim-relay': '1', origin }
    expect((await fetch(`${origin}/api/scim/v1/Users`, { headers })).status).toBe(401)
    expect((await fetch(`${origin}/server/main.ts`)).status).toBe(404)
    expect(emulator.events.length).toBe(before)
  })

  test('has an image generated by its script', async () => {
    const isPicture = (file: string): boolean =>
      readFileSync(file).subarray(1, 4).toString() === 'PNG' && statSync(file).size <= 100_000
    const committed = `${ROOT}examples/browser/screenshot.png`
    expect(isPicture(committed)).toBe(true)
    const made = join(project.folder, 'screenshot.png')
    const before = statSync(made).mtimeMs
    await runScript('screenshot')
    expect(isPicture(made)).toBe(true)
    expect(statSync(made).mtimeMs).toBeGreaterThan(before)
  })
})
