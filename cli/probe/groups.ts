import { URN_1_1 } from '../../src/schemas/urns.ts'
import type { Lab } from './lab.ts'
import { type Experiment, experiment, operations } from './probe.ts'
import type { WireAnswer } from './wire.ts'

/** Experiments about groups. */
export const GROUP_EXPERIMENTS: readonly Experiment[] = [
  experiment('unfiltered-member-removal', async (lab) => {
    const [stays, goes] = [await lab.user(), await lab.user()]
    const group = await lab.group(stays, goes)
    const body = operations({ op: 'remove', path: 'members', value: [{ value: goes }] })
    if ((await patch2(lab, group, body)).isRefused) return undefined
    return (await lab.members(group)).includes(stays) ? 'removes-listed' : 'empties-group'
  }),
  experiment('members-in-meta-attributes', async (lab) => {
    const group = await lab.group(await lab.user())
    const body = { schemas: [URN_1_1.core], meta: { attributes: ['members'] } }
    if ((await lab.send({ method: 'PATCH', path: `Groups/${group}`, body })).isRefused) return 'refused'
    return (await lab.members(group)).length > 0 ? 'ignored' : 'empties-group'
  }),
  experiment('group-without-members', async (lab) =>
    (await lab.tryGroup(lab.name())).isRefused ? 'refused' : 'accepted',
  ),
  experiment('group-with-blank-name', async (lab) =>
    (await lab.tryGroup(' ', [await lab.user()])).isRefused ? 'refused' : 'accepted',
  ),
  experiment('group-name-in-use', async (lab) => {
    const name = lab.name()
    const member = await lab.user()
    if ((await lab.tryGroup(name, [member])).isRefused) return undefined
    return (await lab.tryGroup(name, [member])).isRefused ? 'refused' : 'accepted'
  }),
  experiment('guest-members', async (lab) => {
    const guest = await lab.user()
    const body = { [URN_1_1.guest]: { type: 'multi' } }
    if ((await lab.patch(guest, body, [URN_1_1.core, URN_1_1.guest])).isRefused) return undefined
    return (await lab.tryGroup(lab.name(), [guest])).isRefused ? 'refused' : 'accepted'
  }),
  experiment('group-put-visibility', async (lab) => {
    const member = await lab.user()
    const group = await lab.group(member)
    const displayName = lab.name()
    const body = { schemas: [URN_1_1.core], id: group, displayName, members: [{ value: member }] }
    if ((await lab.send({ method: 'PUT', path: `Groups/${group}`, body })).isRefused) return undefined
    const isShown = async (): Promise<boolean> =>
      (await lab.send({ method: 'GET', path: `Groups/${group}` })).body.displayName === displayName
    if (await isShown()) return 'at-once'
    if (await isShown()) return 'one-read-late'
    await lab.wait()
    return (await isShown()) ? 'three-seconds-late' : undefined
  }),
  experiment('pathless-group-operations', async (lab) => {
    const body = operations({ op: 'replace', value: { displayName: lab.name() } })
    return (await patch2(lab, await lab.group(await lab.user()), body)).isRefused ? 'refused' : 'accepted'
  }),
  experiment('patch-group-answer-on-2.0', async (lab) => {
    const body = operations({ op: 'replace', path: 'displayName', value: lab.name() })
    const { status } = await patch2(lab, await lab.group(await lab.user()), body)
    if (status === 204) return '204'
    return status === 200 ? '200-with-group' : undefined
  }),
  experiment('delete-group-status-on-2.0', async (lab) => {
    const group = await lab.group(await lab.user())
    const { status } = await lab.send({ method: 'DELETE', path: `Groups/${group}`, version: '2' })
    return (['204', '200'] as const).find((known) => known === `${status}`)
  }),
]

function patch2(lab: Lab, id: string, body: object): Promise<WireAnswer> {
  return lab.send({ method: 'PATCH', path: `Groups/${id}`, version: '2', body })
}
