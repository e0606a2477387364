import { join } from 'node:path'
import { fetch, Miniflare, type Request } from 'miniflare'
import { installedVersion, projectWith } from '../../package/project.ts'
import { withEmulator } from '../emulator-process.ts'
import type { Lane } from '../lane.ts'
import type { Report } from '../suite/contract.ts'
import { bundleForRuntime, bundleShims } from '../suite-bundle.ts'

/** No flag, and a date before most of the switches: what runs here runs in every Worker. */
const COMPATIBILITY_DATE = '2024-01-01'

/** workerd: Cloudflare Workers, as miniflare runs them. */
export const workerdLanes: readonly Lane[] = [
  lane('fetch', '/fetch'),
  lane('slack-scim/workers, service binding', '/binding'),
  lane('slack-scim/mocks inside', '/emulator'),
]

function lane(way: string, path: string): Lane {
  return {
    runtime: `workerd ${installedVersion('workerd')}`,
    way,
    saysItIs: 'workerd',
    run: () => runWorker(path),
  }
}

async function runWorker(path: string): Promise<Report> {
  const project = await projectWith()
  await bundleShims(['worker'], project)
  const script = await bundleForRuntime(join(project, 'worker.mjs'), ['workerd', 'worker'])
  return withEmulator(async ({ url, token }) => {
    const miniflare = new Miniflare({
      modules: true,
      script,
      compatibilityDate: COMPATIBILITY_DATE,
      compatibilityFlags: [],
      bindings: { SERVICE: { url, token } },
      // Stands for a Worker that guards the way out.
      serviceBindings: { SLACK: (request: Request) => fetch(request) },
      cf: false,
    })
    try {
      const response = await miniflare.dispatchFetch(`http://worker.test${path}`)
      const text = await response.text()
      if (!response.ok) throw new Error(text)
      return JSON.parse(text) as Report
    } finally {
      await miniflare.dispose()
    }
  })
}
