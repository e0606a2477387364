import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import type { createRelay } from '../../../src/relay/server.ts'
import { runCommand } from '../../package/command.ts'
import { installedVersion, projectWith } from '../../package/project.ts'
import { withEmulator } from '../emulator-process.ts'
import type { Lane } from '../lane.ts'
import type { Report, Service } from '../suite/contract.ts'
import { NOT_BEHIND_A_RELAY, RELAYS } from '../suite/relays.ts'
import { bundleForRuntime, bundleShims } from '../suite-bundle.ts'
import { installedChromium } from './installed-chromium.ts'
import { type Handler, type Routes, servePage } from './page-server.ts'

/** Chromium: a page on loopback. */
export const chromiumLanes: readonly Lane[] = [
  { ...lane('slack-scim/relay, slack-scim/relay/server', 'throughRelay'), leftOut: NOT_BEHIND_A_RELAY },
  lane(`slack-scim/mocks/msw, msw ${installedVersion('msw')} in a service worker`, 'throughServiceWorker'),
]

function lane(way: string, name: string): Lane {
  return { runtime: 'Chromium', way, run: () => withEmulator((service) => runPage(name, service)) }
}

async function runPage(name: string, service: Service): Promise<Report> {
  const project = await projectWith({ msw: installedVersion('msw') })
  const executablePath = await installedChromium()
  const server = await servePage({ ...(await filesOf(project)), ...(await relaysOf(project, service)) })
  const browser = await chromium.launch({ executablePath })
  try {
    const page = await browser.newPage()
    const messages: string[] = []
    page.on('pageerror', ({ message }) => messages.push(message))
    await page.goto(server.origin)
    return await page.evaluate<Report>(`${name}()`).catch((error: Error) => {
      throw new Error([error.message, ...messages].join('\n'))
    })
  } finally {
    await browser.close()
    await server.close()
  }
}

/** The page, its program as a bundler makes it, and the service worker as `msw init` copies it. */
async function filesOf(project: string): Promise<Routes> {
  await bundleShims(['page'], project)
  await runCommand(process.execPath, ['node_modules/msw/cli/index.js', 'init', 'public', '--no-save'], {
    cwd: project,
  })
  const script = (text: string) => ({ type: 'text/javascript', text }) as const
  return {
    '/': { type: 'text/html', text: '<!doctype html><script type="module" src="/page.mjs"></script>' },
    '/page.mjs': script(await bundleForRuntime(join(project, 'page.mjs'), ['browser'])),
    '/mockServiceWorker.js': script(readFileSync(join(project, 'public/mockServiceWorker.js'), 'utf8')),
  }
}

/** Relays of the packed package: one allows everything to whoever comes, one knows nobody. */
async function relaysOf(project: string, { url: baseUrl, token }: Service): Promise<Routes> {
  const file = join(project, 'node_modules/slack-scim/dist/relay/server.mjs')
  const server = (await import(pathToFileURL(file).href)) as { createRelay: typeof createRelay }
  const rule = { attributes: '*', filterBy: '*', maxCount: 1000 } as const
  const all = { attributes: '*' } as const
  // The port of the page, and so its origin, is known when it asks.
  const relay =
    (path: string, isOpen: boolean): Handler =>
    (request) =>
      server.createRelay({
        path,
        origins: [new URL(request.url).origin],
        baseUrl,
        token,
        authorize: () => isOpen,
        allow: {
          searchUsers: rule,
          readUser: all,
          createUser: all,
          patchUser: all,
          updateUser: all,
          deleteUser: true,
          searchGroups: rule,
          readGroup: all,
          createGroup: all,
          patchGroup: all,
          updateGroup: all,
          deleteGroup: true,
          getServiceProviderConfig: true,
          getUserSchema: true,
          getGroupSchema: true,
          getSchemas: true,
          getResourceTypes: true,
        },
      })(request)
  return {
    [`${RELAYS.open}/`]: relay(RELAYS.open, true),
    [`${RELAYS.closed}/`]: relay(RELAYS.closed, false),
  }
}
