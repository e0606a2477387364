import { type Browser, chromium } from 'playwright-core'
import { installedChromium } from '../runtimes/lanes/installed-chromium.ts'

/** Starts Chromium, which is installed first where it is missing. */
export async function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await installedChromium() })
}
