import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { renderHtml } from '../src/provisioning/html/html.ts'
import { installedChromium } from '../tests/runtimes/lanes/installed-chromium.ts'
import { serveSite } from '../tests/site/serve-site.ts'
import { DIGEST, ESTIMATE, LIMITS, samplePlan } from '../tests/support/plans.ts'

// `npm run pictures` takes the pictures of the README: the sample plan as a page, in light and dark, and the front page of
// the site, which `npm run docs` builds.

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
  const site = await serveSite()
  const page = await browser.newPage({ colorScheme: 'light', viewport: { width: 1280, height: 1180 } })
  await page.goto(site.url, { waitUntil: 'networkidle' })
  await page.screenshot({ path: fileURLToPath(new URL('../docs/images/site.png', import.meta.url)) })
  site.close()
} finally {
  await browser.close()
}
