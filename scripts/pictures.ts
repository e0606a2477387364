import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { renderHtml } from '../src/provisioning/html/html.ts'
import { installedChromium } from '../tests/runtimes/lanes/installed-chromium.ts'
import { DIGEST, ESTIMATE, LIMITS, samplePlan } from '../tests/support/plans.ts'

// `npm run pictures` takes the pictures of the README: the sample plan as a page, in light and dark.

const browser = await chromium.launch({ executablePath: await installedChromium() })
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1040, height: 740 } })
    await page.setContent(renderHtml(samplePlan(), { digest: DIGEST, estimate: ESTIMATE, limits: LIMITS }))
    await page.screenshot({
      path: fileURLToPath(new URL(`../docs/images/plan-${colorScheme}.png`, import.meta.url)),
    })
    await page.close()
  }
} finally {
  await browser.close()
}
