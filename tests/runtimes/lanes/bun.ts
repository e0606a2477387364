import { ROOT } from '../../tool.ts'
import type { Lane } from '../lane.ts'
import { installedVersion, projectWith } from '../project.ts'
import { type ProgramRun, runProgram } from './program-lane.ts'

/** Bun: its fetch, the transport for it, the emulator's server, and both versions of msw. */
export const bunLanes: readonly Lane[] = [
  lane('fetch', { shim: 'fetch' }),
  lane('slack-scim/bun', { shim: 'bun-transport' }),
  lane('slack-scim/mocks/server', { shim: 'served', alone: true }),
  mswLane('msw-2', 'msw'),
  mswLane('msw', 'msw-refused'),
]

function mswLane(installed: 'msw' | 'msw-2', shim: string): Lane {
  const msw = installedVersion(installed)
  const way = `slack-scim/mocks/msw, msw ${msw}${shim === 'msw' ? '' : ': refused, interceptFetch'}`
  return lane(way, { shim, project: () => projectWith({ msw }), alone: true })
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
