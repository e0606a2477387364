import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EXPERIMENTS, type ProbeReport, runProbe } from '../../cli/probe/run-probe.ts'
import { createWire } from '../../cli/probe/wire.ts'
import {
  ASSUMPTIONS,
  createEmulator,
  type Emulator,
  type SlackWorld,
  seedDirectory,
  slackWorlds,
  virtualClock,
} from '../../mocks/index.ts'
import { emulated } from './emulated.ts'
import { writesOf } from './initialized.ts'
import { run, runHere, temporary } from './run.ts'

const seed = seedDirectory({ users: 12, groups: 2 })

async function probe({ assumptions }: Pick<SlackWorld, 'assumptions'>): Promise<{
  readonly report: ProbeReport
  readonly emulator: Emulator
}> {
  const clock = virtualClock()
  const emulator = createEmulator({ seed, assumptions, clock })
  const wire = createWire({
    base: emulator.baseUrl,
    token: emulator.token,
    transport: emulator.transport,
    gap: 0,
    clock,
  })
  const report = await runProbe({ wire, organization: 'E0EMULATOR', run: 'prb' })
  return { report, emulator }
}

/** Assumptions that no answer of a sandbox shows. */
const UNOBSERVABLE = ['deactivation-rank', 'bot-updates', 'rate-limit-body', 'locked-user']
/** Options that cannot be told from another one. */
const ALIKE = ['email-filter=misses-some', 'email-filter=misses-others']

describe('probe', () => {
  it.each(slackWorlds().map((world) => [world.name, world] as const))(
    'finds out that Slack is as in the world %s, and leaves nothing behind',
    async (name, world) => {
      const { report, emulator } = await probe(world)
      for (const [assumption, value] of Object.entries(report.assumptions)) {
        const { options } = ASSUMPTIONS[assumption as keyof typeof ASSUMPTIONS]
        const expected = { ...world.assumptions }[assumption as keyof typeof ASSUMPTIONS] ?? options[0]
        expect([assumption, value]).toEqual([assumption, expected])
      }
      const hidden = Object.keys(report.unknown).filter((one) => !UNOBSERVABLE.includes(one))
      const alike = ALIKE.some((one) => name.includes(one)) ? ['email-filter'] : []
      expect([name, hidden]).toEqual([name, alike])
      expect(report.left).toEqual([])
      const { users, groups } = emulator.state
      expect(users.filter(({ active, userName }) => active && userName.startsWith('prb'))).toEqual([])
      expect(users.filter(({ active }) => active)).toHaveLength(
        createEmulator({ seed }).state.users.filter(({ active }) => active).length,
      )
      expect(groups).toHaveLength(2)
    },
  )

  it('has an experiment for every assumption that a sandbox can show', () => {
    const names = EXPERIMENTS.flatMap((experiment) => experiment.names)
    expect(names.length).toBe(new Set(names).size)
    expect([...names, ...UNOBSERVABLE].sort()).toEqual(Object.keys(ASSUMPTIONS).sort())
  })
})

describe('slack-scim probe', () => {
  const fast = { 'put-without-active': 'keeps' } as const
  const slack = emulated({ seed, assumptions: fast })
  const large = emulated({ seed: seedDirectory({ users: 600, groups: 1 }) })
  const sandbox = ['probe', '--sandbox', '--confirm', 'E0EMULATOR'] as const

  it.each([
    ['without --sandbox', ['probe', '--confirm', 'E0EMULATOR'], 1, 'pass --sandbox'],
    ['where nobody confirms the organization', ['probe', '--sandbox'], 1, 'pass --confirm E0EMULATOR'],
    ['in another organization', ['probe', '--sandbox', '--confirm', 'E0OTHER'], 5, 'not of E0OTHER'],
  ])('writes nothing %s', async (_where, args, expected, message) => {
    const { code, output, errors } = await runHere(...args, ...slack.at)
    expect([code, output, errors]).toEqual([expected, '', expect.stringContaining(message)])
    expect(writesOf(slack)).toBe(0)
  })

  it('writes nothing in an organization that is too large for a sandbox', async () => {
    const { code, errors } = await runHere(...sandbox, ...large.at)
    expect([code, errors, writesOf(large)]).toEqual([3, expect.stringContaining('no sandbox'), 0])
  })

  it('writes a report that makes an emulator of the same kind', async () => {
    const out = join(temporary(), 'probe.json')
    const { code, output } = await runHere(...sandbox, '--out', out, ...slack.at)
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/^put-without-active +keeps +the emulator assumes deactivates$/m),
    ])
    expect(output).toMatch(/found out, 1 unlike the emulator's; 4 not known\. 0 left behind\.\n$/)
    const { assumptions } = JSON.parse(readFileSync(out, 'utf8'))
    const same = await probe({ assumptions })
    expect(same.report.assumptions).toEqual(assumptions)
  }, 180_000)

  it('takes away what it has made when Ctrl-C ends it', async () => {
    slack.emulator.reset()
    const running = run(...sandbox, ...slack.at)
    const made = (): readonly { readonly active: boolean }[] =>
      slack.emulator.state.users.filter(({ primaryEmail }) => primaryEmail.endsWith('@probe.example.com'))
    while (made().length < 3) await new Promise((resolve) => setTimeout(resolve, 20))
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(130)
    expect(made().filter(({ active }) => active)).toEqual([])
  }, 60_000)
})
