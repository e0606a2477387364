import { installedVersion, type Packages, projectWith } from '../../package/project.ts'
import { ROOT } from '../../support/tool.ts'
import type { Lane } from '../lane.ts'
import { jsrProject } from './jsr-project.ts'
import { mswWithoutSockets } from './msw-without-sockets.ts'
import { type ProgramRun, runProgram } from './program-lane.ts'

const DENO = `${ROOT}node_modules/.bin/deno`

/** Deno: the package from npm and the sources from JSR, each with no permission but the network it needs. */
export const denoLanes: readonly Lane[] = [
  lane('npm: fetch', { shim: 'fetch' }),
  lane('npm: slack-scim/deno', { shim: 'deno-transport' }),
  undiciLane(),
  lane('npm: slack-scim/mocks/server', { shim: 'served', alone: true }),
  ...mswWithoutSockets.map(({ way, shim, packages }) => mswLane(way, shim, packages)),
  lane('JSR: fetch', { shim: 'fetch', project: jsrProject }),
  lane('JSR: slack-scim/deno', { shim: 'deno-transport', project: jsrProject }),
  lane('JSR: slack-scim/mocks/server', { shim: 'served', project: jsrProject, alone: true }),
]

/** undici is made for Node, works here too, and reads the environment while it does. */
function undiciLane(): Lane {
  const project = () => projectWith({ undici: installedVersion('undici') })
  return lane('npm: slack-scim/node', { shim: 'node-transport', project }, ['--allow-net', '--allow-env'])
}

function mswLane(way: string, shim: string, packages: Packages): Lane {
  const run = { shim, project: () => projectWith(packages), alone: true }
  // msw reads files and the environment.
  return lane(`npm: slack-scim/mocks/msw, ${way}`, run, ['--allow-all'])
}

function lane(way: string, run: Omit<ProgramRun, 'command'>, permissions?: readonly string[]): Lane {
  return {
    runtime: `Deno ${installedVersion('deno')}`,
    way,
    run: () =>
      runProgram({
        ...run,
        command: async (file, host) => [
          DENO,
          'run',
          '--no-prompt',
          '--no-lock',
          ...(permissions ?? [`--allow-net=${host}`]),
          file,
        ],
      }),
  }
}
