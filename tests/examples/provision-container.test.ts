import { spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { seedDirectory } from '../../mocks/index.ts'
import { emulated } from '../cli/emulated.ts'
import { temporary } from '../cli/run.ts'
import { edit } from '../cli/slack-company.ts'
import { ROOT } from '../support/tool.ts'
import { followDockerfile, type Image } from './container.ts'
import { installExample } from './project.ts'

const DOCKERFILE = readFileSync(`${ROOT}examples/provision-container/Dockerfile`, 'utf8')

/** The user `node` of the image. */
const USER = 1000

const faultsOf = (text: string): readonly string[] => validate(text).map(({ message }) => `${message}`)

describe('examples/provision-container', () => {
  const slack = emulated({ seed: seedDirectory({ users: 12, groups: 1 }) })
  let image: Image
  beforeAll(async () => {
    const into = temporary()
    const { folder: context } = await installExample('provision-container')
    writeFileSync(join(context, 'package-lock.json'), '{}')
    image = await followDockerfile(DOCKERFILE, {
      context,
      into,
      async run(command, folder) {
        expect(command).toEqual(['npm', 'ci', '--omit=dev', '--ignore-scripts'])
        // What npm installs from the lockfile, as npm has packed it.
        cpSync(join(context, 'node_modules'), join(folder, 'node_modules'), { recursive: true })
      },
    })
    for (const folder of [into, image.root]) chmodSync(folder, 0o755)
    if (process.getuid?.() === 0) chownSync(join(image.root, image.workdir), USER, USER)
  })

  it('has a Dockerfile without a fault that dockerfile-utils finds', () => {
    expect(faultsOf(DOCKERFILE)).toEqual([])
    expect(faultsOf(DOCKERFILE.replace('WORKDIR', 'WORKDR'))).toEqual(['Unknown instruction: WORKDR'])
    expect(faultsOf(DOCKERFILE.replace('FROM', 'USER x\nFROM'))).not.toEqual([])
  })

  it('lets only those files into the build that it copies', () => {
    const allowed = readFileSync(`${ROOT}examples/provision-container/.dockerignore`, 'utf8')
    const copied = /^COPY (?!--from)(.+) \.\/$/m.exec(DOCKERFILE)?.[1]?.split(' ')
    expect(allowed.trim().split('\n')).toEqual(['*', ...(copied ?? []).map((file) => `!${file}`)])
  })

  it('holds the command line, and is run by a user who is not root', () => {
    const files = globSync('**/*.*', { cwd: image.root }).filter((file) =>
      statSync(join(image.root, file)).isFile(),
    )
    expect(files.length).toBeGreaterThan(5)
    expect(files.filter((file) => !/^opt\/slack-scim\/(cli\.mjs|cli\/[\w.-]+\.mjs)$/.test(file))).toEqual([])
    expect(image.user).toBe('node')
  })

  /** Runs the entrypoint with the only files of the image, as its user. */
  function start(
    ...args: readonly string[]
  ): Promise<{ readonly code: number | null; readonly output: string }> {
    const [program = '', file = ''] = image.entrypoint
    expect(program).toBe('node')
    const child = spawn(
      process.execPath,
      [join(image.root, file), ...(args.length > 0 ? args : image.command)],
      {
        cwd: join(image.root, image.workdir),
        env: { SLACK_SCIM_BASE_URL: slack.at[1] },
        ...(process.getuid?.() === 0 && { uid: USER, gid: USER }),
      },
    )
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, output }))
    })
  }

  it('writes the files of a company, and keeps Slack equal to them', async () => {
    expect(await start('init', '--from-slack')).toMatchObject({ code: 0 })
    edit(join(image.root, image.workdir, 'people.csv'), (text) => text.replace('Engineer', 'Chief'))
    const synchronized = await start()
    expect([synchronized.code, synchronized.output]).toEqual([0, expect.stringContaining('1 of 1 done')])
    expect(slack.emulator.state.users.filter(({ title }) => title === 'Chief')).toHaveLength(1)
    expect(await start()).toMatchObject({ code: 0, output: expect.stringContaining('Nothing to do.') })
  }, 60_000)
})
