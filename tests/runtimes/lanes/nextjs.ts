import { withEmulator } from '../emulator-process.ts'
import type { Lane } from '../lane.ts'
import type { Report } from '../suite/contract.ts'
import { nextApp, nextVersion } from './nextjs-app.ts'

/** Next.js: a built app, in what it runs on the server. */
export const nextLanes: readonly Lane[] = [
  lane('route handler on Node', '/node', 'Node', async (response) => (await response.json()) as Report),
  lane('route handler on edge', '/edge', 'edge', async (response) => (await response.json()) as Report),
  lane('server component', '/', 'Node', readPage),
]

function lane(
  way: string,
  path: string,
  saysItIs: string,
  read: (response: Response) => Promise<Report>,
): Lane {
  return {
    runtime: `Next.js ${nextVersion()}`,
    way,
    saysItIs,
    run: async () => {
      const origin = await nextApp()
      return withEmulator(async ({ url, token }) => {
        const response = await fetch(`${origin}${path}?${new URLSearchParams({ url, token })}`)
        if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
        return read(response)
      })
    },
  }
}

async function readPage(response: Response): Promise<Report> {
  const html = await response.text()
  const [, text] = /<pre>([^<]*)<\/pre>/.exec(html) ?? []
  if (!text) throw new Error(`There is no report in: ${html}`)
  return JSON.parse(decodeURIComponent(text)) as Report
}
