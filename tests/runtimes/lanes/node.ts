import { installedVersion, projectWith } from '../../package/project.ts'
import type { Lane } from '../lane.ts'
import { installedNode } from './installed-node.ts'
import { type ProgramRun, runProgram } from './program-lane.ts'

/** One version of each line that is supported, and the oldest Node that the package claims. */
export const NODE_VERSIONS = ['20.20.2', '22.23.3', '24.21.0', '26.10.0'] as const

/** msw 3 needs Node 22. */
const mswOf = (version: string): string => installedVersion(version.startsWith('20.') ? 'msw-2' : 'msw')

/** Node: the global fetch, undici, the emulator's server, and msw. */
export const nodeLanes: readonly Lane[] = NODE_VERSIONS.flatMap((version) => {
  const lane = (way: string, run: Omit<ProgramRun, 'command'>): Lane => ({
    runtime: `Node ${version}`,
    way,
    run: () => runProgram({ ...run, command: async (file) => [await installedNode(version), file] }),
  })
  const msw = mswOf(version)
  const undici = installedVersion('undici')
  return [
    lane('fetch', { shim: 'fetch' }),
    lane('slack-scim/node', { shim: 'node-transport', project: () => projectWith({ undici }) }),
    lane('slack-scim/mocks/server', { shim: 'served', alone: true }),
    lane(`slack-scim/mocks/msw, msw ${msw}`, {
      shim: 'msw',
      project: () => projectWith({ msw }),
      alone: true,
    }),
  ]
})
