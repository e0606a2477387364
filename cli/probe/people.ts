import { URN_1_1 } from '../../src/schemas/urns.ts'
import { idOf } from './lab.ts'
import { type Experiment, experiment } from './probe.ts'

const PHOTO = 'https://a.slack-edge.com/80588/img/slackbot_72.png'

/** Experiments about accounts. */
export const PEOPLE_EXPERIMENTS: readonly Experiment[] = [
  experiment('user-form', async (lab) =>
    'addresses' in (await lab.read(await lab.user())) ? 'always-full' : 'short-without-profile',
  ),
  experiment('put-without-active', async (lab) => {
    const id = await lab.user()
    const { userName, emails, name } = await lab.read(id)
    const body = { schemas: [URN_1_1.core], id, userName, emails, name }
    if ((await lab.send({ method: 'PUT', path: `Users/${id}`, body })).isRefused) return undefined
    return (await lab.settled(id)).active ? 'keeps' : 'deactivates'
  }),
  experiment('put-without-guest-extension', async (lab) => {
    const id = await lab.user()
    const guest = { [URN_1_1.guest]: { type: 'multi' } }
    if ((await lab.patch(id, guest, [URN_1_1.core, URN_1_1.guest])).isRefused) return undefined
    const { userName, emails, name } = await lab.read(id)
    const body = { schemas: [URN_1_1.core], id, userName, emails, name, active: true }
    if ((await lab.send({ method: 'PUT', path: `Users/${id}`, body })).isRefused) return undefined
    return URN_1_1.guest in (await lab.settled(id)) ? 'keeps' : 'promotes'
  }),
  experiment('two-names', async (lab) => {
    const id = await lab.user()
    const before = (await lab.read(id)).userName
    const userName = lab.name()
    if ((await lab.patch(id, { userName, nickName: before })).isRefused) return 'refused'
    return (await lab.read(id)).userName === before ? 'nickName-wins' : 'userName-wins'
  }),
  experiment('active-as-string', async (lab) => {
    const id = await lab.user()
    if ((await lab.patch(id, { active: 'false' })).isRefused) return 'refused'
    return (await lab.settled(id)).active ? 'ignored' : 'applied'
  }),
  experiment('long-username', async (lab) => {
    const { isRefused, text } = await lab.tryUser({ userName: `${lab.name()}${'x'.repeat(25)}` })
    if (!isRefused) return 'shortened'
    return (['username_too_long', 'long_username'] as const).find((reason) => text.includes(reason))
  }),
  experiment('email-as-username', async (lab) => {
    const name = lab.name()
    const { body } = await lab.tryUser({ userName: `${name}@a.test` })
    return body.userName === name ? 'local-part' : 'whole-address'
  }),
  experiment('special-characters-in-display-names', async (lab) => {
    const id = await lab.user()
    if ((await lab.patch(id, { displayName: 'A & B' })).isRefused) return undefined
    return (await lab.read(id)).displayName === 'A & B' ? 'kept' : 'replaced'
  }),
  experiment('patched-primary-email', async (lab) => {
    const id = await lab.user()
    const [former] = (await lab.read(id)).emails
    const value = `${lab.name()}@probe.example.com`
    if ((await lab.patch(id, { emails: [{ value, primary: true }] })).isRefused) return undefined
    const { emails } = await lab.read(id)
    return emails.some((email) => email.value === former?.value) ? 'demotes' : 'replaces'
  }),
  experiment('patched-email-without-primary', async (lab) => {
    const id = await lab.user()
    const value = `${lab.name()}@probe.example.com`
    if ((await lab.patch(id, { emails: [{ value }] })).isRefused) return undefined
    const added = (await lab.read(id)).emails.find((email) => email.value === value)
    return added?.primary ? 'becomes-primary' : 'becomes-secondary'
  }),
  experiment('removed-photos', async (lab) => {
    const id = await lab.user()
    await lab.patch(id, { photos: [{ value: PHOTO, type: 'photo' }] })
    const set = (await lab.settled(id)).photos[0]?.value
    const { isRefused } = await lab.patch(id, { photos: [{ value: set, operation: 'delete' }] })
    if (isRefused) return 'refused'
    return (await lab.settled(id)).photos[0]?.value === set ? 'ignored' : 'removed'
  }),
  experiment('deactivation-visibility', async (lab) => {
    const id = await lab.user()
    await lab.send({ method: 'DELETE', path: `Users/${id}` })
    if (!(await lab.read(id)).active) return 'at-once'
    if (!(await lab.read(id)).active) return 'one-read-late'
    return (await lab.settled(id)).active ? undefined : 'five-seconds-late'
  }),
  experiment('unknown-attributes', async (lab) =>
    (await lab.patch(await lab.user(), { probe: 'x' })).isRefused ? 'refused' : 'ignored',
  ),
  experiment('unsupported-updates', async (lab) =>
    (await lab.patch(await lab.user(), { externalId: 'x' })).isRefused ? 'refused' : 'ignored',
  ),
  {
    names: ['conflict-status', 'conflict-context'],
    async run(lab) {
      const { userName } = await lab.read(await lab.user())
      const { status, text } = await lab.tryUser({ userName })
      if (status !== 409 && status !== 400) return {}
      return {
        'conflict-status': status === 409 ? '409' : '400',
        'conflict-context': /user=[UW]/.test(text) ? 'given' : 'absent',
      }
    },
  },
  experiment('deactivation-memberships', async (lab) => {
    const [stays, leaves] = [await lab.user(), await lab.user()]
    const group = await lab.group(stays, leaves)
    await lab.send({ method: 'DELETE', path: `Users/${leaves}` })
    if ((await lab.members(group)).includes(leaves)) return 'kept'
    if ((await lab.patch(leaves, { active: true })).isRefused) return undefined
    return (await lab.members(group)).includes(leaves) ? 'restored-on-reactivation' : 'removed'
  }),
  experiment('username-of-a-group', async (lab) => {
    const name = lab.name()
    idOf(await lab.tryGroup(name, [await lab.user()]))
    return (await lab.tryUser({ userName: name })).isRefused ? 'refused' : 'accepted'
  }),
]
