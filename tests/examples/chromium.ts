import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium } from 'playwright-core'
import { installedChromium } from '../runtimes/lanes/installed-chromium.ts'

/** How often to look again: apt refuses to run twice, and the other one has to end. */
const TRIES = 12

/** Finds Chromium or installs it, as the tests of runtimes do, of which one may be installing it right now. */
export async function chromiumProgram(): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      return await installedChromium()
    } catch (error) {
      if (tries === TRIES || process.getuid?.() !== 0) throw error
      await sleep(10_000)
    }
  }
}

/** Starts Chromium. */
export async function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumProgram() })
}
