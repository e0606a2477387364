import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { assertBuilt } from '../package/built.ts'
import { ROOT } from '../support/tool.ts'
import { closedPort } from '../transports/listening.ts'
import { startChromium } from './chromium.ts'
import { run, type Service, startService } from './project.ts'

const EXAMPLE = `${ROOT}examples/nextjs-route`
/** Kept, with Next in it: installing that takes much longer than all the rest. */
const FOLDER = `${ROOT}node_modules/.cache/slack-scim/nextjs-route`
const TOKEN = 'xoxp-on-the-server-only'
const KEY = 'the-key-of-the-demonstration'
const SEED = {
  users: [
    { id: 'U0JO', userName: 'jo', displayName: 'Jo Park', title: 'Engineer' },
    { id: 'U0KIM', userName: 'kim', displayName: 'Kim <i>Holm</i>', title: 'Analyst' },
  ],
}

let emulator: Emulator
let slack: EmulatorServer
let next: Service
let browser: Browser
let origin = ''
beforeAll(async () => {
  await build()
  emulator = createEmulator({ seed: SEED, token: TOKEN })
  slack = await serveEmulator(emulator)
  const port = String(await closedPort())
  origin = `http://127.0.0.1:${port}`
  const env = {
    SLACK_SCIM_TOKEN: TOKEN,
    SLACK_SCIM_URL: slack.url,
    DEMO_KEY: KEY,
    APP_ORIGIN: origin,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  next = await startService(
    FOLDER,
    'node',
    ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', port],
    env,
    / Ready in (\S+)/,
  )
  browser = await startChromium()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await next?.stop()
  await slack?.close()
})

/** Installs the example with the packed package, as somebody does who copied it, and builds it. */
async function build(): Promise<void> {
  assertBuilt()
  mkdirSync(FOLDER, { recursive: true })
  for (const name of ['app', 'lib', '.next', 'package.json'])
    rmSync(join(FOLDER, name), { recursive: true, force: true })
  cpSync(EXAMPLE, FOLDER, { recursive: true, filter: (path) => !/[\\/](node_modules|\.next)$/.test(path) })
  const packed = (
    await run(ROOT, 'npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', FOLDER])
  ).trim()
  // Without a prefix npm looks for a project in the folders above.
  const options = ['--prefix', FOLDER, '--no-audit', '--no-fund', '--prefer-offline']
  await run(FOLDER, 'npm', ['install', ...options, `./${packed}`])
  await run(FOLDER, 'node', ['node_modules/next/dist/bin/next', 'build'], { NEXT_TELEMETRY_DISABLED: '1' })
}

const relayed = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(`${origin}/api/scim/${path}`, { method, headers: { 'x-slack-scim-relay': '1', origin, ...headers } })
const SESSION = { cookie: `session=${KEY}` }

describe('the Next.js app with a relay', () => {
  test('depends on the current version', () => {
    const manifest = JSON.parse(readFileSync(`${EXAMPLE}/package.json`, 'utf8'))
    const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
    expect(manifest.dependencies['slack-scim']).toBe(`^${version}`)
  })

  test('ships no server code to browsers', () => {
    const files = globSync('.next/static/**/*.js', { cwd: FOLDER }).map((name) =>
      readFileSync(join(FOLDER, name), 'utf8'),
    )
    expect(files.some((text) => text.includes('x-slack-scim-relay'))).toBe(true)
    expect(files.filter((text) => /SLACK_SCIM_TOKEN|DEMO_KEY|relay_unauthenticated/.test(text))).toEqual([])
    expect(existsSync(join(FOLDER, '.next/server/app/api/scim/[...path]/route.js'))).toBe(true)
  })

  test('lists people in a server component, and searches them from a client component', async () => {
    const page = await browser.newPage()
    const texts: string[] = []
    page.on('response', async (response) => {
      texts.push(await response.text().catch(() => ''), JSON.stringify(await response.allHeaders()))
    })
    await page.goto(`${origin}/sign-in?key=${KEY}`)
    await page.locator('h1').waitFor()
    expect(await page.locator('main > ul li').allInnerTexts()).toEqual(
      expect.arrayContaining(['Jo Park, Engineer', 'Kim <i>Holm</i>, Analyst']),
    )
    await page.fill('input', 'ki')
    await page.press('input', 'Enter')
    await page.locator('#found li').waitFor()
    expect(await page.locator('#found li').allInnerTexts()).toEqual(['Kim <i>Holm</i>'])
    expect(texts.join('')).toContain('Engineer')
    expect(texts.filter((text) => text.includes(TOKEN) || text.includes('@example.com'))).toEqual([])
    await page.close()
  })

  test('shows and relays nothing without a session', async () => {
    const before = emulator.events.length
    expect(await (await fetch(origin)).text()).toContain('Sign in first.')
    expect((await fetch(`${origin}/sign-in?key=guess`)).status).toBe(403)
    expect((await relayed('v1/Users')).status).toBe(401)
    expect((await relayed('v1/Users', { cookie: 'session=guess' })).status).toBe(401)
    expect(emulator.events.length).toBe(before)
  })

  test('relays only allowed requests of its own pages', async () => {
    expect((await relayed('v1/Users?count=1', SESSION)).status).toBe(200)
    const before = emulator.events.length
    expect((await relayed('v1/Users', { ...SESSION, origin: 'https://elsewhere.test' })).status).toBe(403)
    expect((await relayed('v1/Groups', SESSION)).status).toBe(403)
    expect((await relayed('v1/Users/U0JO', SESSION, 'DELETE')).status).toBe(405)
    expect((await relayed('v1/Users?filter=email%20eq%20%22jo@example.com%22', SESSION)).status).toBe(403)
    expect(emulator.events.length).toBe(before)
  })
})
