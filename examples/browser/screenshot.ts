/** Takes the picture of the README: the page as it is, over the emulator. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { createEmulator, seedDirectory } from 'slack-scim/mocks'
import { serveEmulator } from 'slack-scim/mocks/server'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const slack = await serveEmulator(createEmulator({ seed: seedDirectory({ users: 60, groups: 6 }) }))
const server = spawn(process.execPath, [here('server/main.ts')], {
  env: { ...process.env, SLACK_SCIM_TOKEN: slack.token, SLACK_SCIM_URL: slack.url, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' })
try {
  const [line] = await once(server.stdout, 'data')
  const page = await browser.newPage({ viewport: { width: 860, height: 480 } })
  await page.goto(String(line).replace('Listening at ', '').trim())
  await page.locator('#groups li').nth(5).waitFor()
  await page.fill('#search', 'e')
  await page.locator('#people li').first().waitFor()
  await page.screenshot({ path: here('screenshot.png') })
} finally {
  await browser.close()
  server.kill()
  await slack.close()
}
