import { installedVersion, type Packages, projectWith } from '../../package/project.ts'
import { ROOT } from '../../support/tool.ts'
import type { Lane } from '../lane.ts'
import { mswWithoutSockets } from './msw-without-sockets.ts'
import { type ProgramRun, runProgram } from './program-lane.ts'

/** Bun: its fetch, the transport for it, the emulator's server, and both versions of msw. */
export const bunLanes: readonly Lane[] = [
  lane('fetch', { shim: 'fetch' }),
  lane('slack-scim/bun', { shim: 'bun-transport' }),
  lane('slack-scim/mocks/server', { shim: 'served', alone: true }),
  ...mswWithoutSockets.map(({ way, shim, packages }) => mswLane(way, shim, packages)),
]

function mswLane(way: string, shim: string, packages: Packages): Lane {
  return lane(`slack-scim/mocks/msw, ${way}`, { shim, project: () => projectWith(packages), alone: true })
}

function lane(way: string, run: Omit<ProgramRun, 'command'>): Lane {
  return {
    runtime: `Bun ${installedVersion('bun')}`,
    way,
    // `--no-install`: what is not there must not come from elsewhere.
    run: () =>
      runProgram({ ...run, command: async (file) => [`${ROOT}node_modules/.bin/bun`, '--no-install', file] }),
  }
}
