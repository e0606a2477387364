import { URN_1_1, URN_2_0 } from '../../src/schemas/urns.ts'
import { type Experiment, experiment, operations } from './probe.ts'

/** Whether what was asked is refused. */
const refusedOr = <T>(isRefused: boolean, other: T): 'refused' | T => (isRefused ? 'refused' : other)

/** Experiments about requests and answers. */
export const PROTOCOL_EXPERIMENTS: readonly Experiment[] = [
  experiment('escaped-slashes', async (lab) => {
    const { text } = await lab.send({ method: 'GET', path: 'Users?count=1' })
    return text.includes('\\/') ? 'escaped' : 'plain'
  }),
  experiment('cors', async (lab) => {
    const { headers } = await lab.send({ method: 'GET', path: 'Users?count=1' })
    return headers.get('access-control-allow-origin') === null ? 'absent' : 'open'
  }),
  experiment('trailing-slash', async (lab) =>
    refusedOr((await lab.send({ method: 'GET', path: 'Groups/?count=1' })).isRefused, 'accepted'),
  ),
  experiment('config-without-authorization', async (lab) =>
    refusedOr(
      (await lab.send({ method: 'GET', path: 'ServiceProviderConfigs', token: null })).isRefused,
      'public',
    ),
  ),
  experiment('schemas-with-bad-token', async (lab) =>
    refusedOr(
      (await lab.send({ method: 'GET', path: 'Schemas/Users', token: 'xoxp-no-token' })).isRefused,
      'public',
    ),
  ),
  experiment('schema-by-urn', async (lab) => {
    const { isRefused } = await lab.send({ method: 'GET', path: `Schemas/${URN_2_0.user}`, version: '2' })
    return isRefused ? 'bad_endpoint' : 'found'
  }),
  experiment('refusal-status', async (lab) => {
    const { status } = await lab.send({ method: 'OPTIONS', path: 'Users' })
    if (status === 405) return 'by-reason'
    return status === 400 ? '400' : undefined
  }),
  experiment('malformed-user-id', async (lab) => {
    const { text } = await lab.send({ method: 'GET', path: 'Users/no-id' })
    return (['cannot_decode_user_id', 'no_such_user'] as const).find((reason) => text.includes(reason))
  }),
  experiment('media-type', async (lab) => {
    const id = await lab.user()
    const send = async (contentType: string): Promise<boolean> => {
      const body = { schemas: [URN_1_1.core], title: 'Probe' }
      return !(await lab.send({ method: 'PATCH', path: `Users/${id}`, body, contentType })).isRefused
    }
    if (!(await send('application/scim+json'))) return 'json-only'
    return (await send('text/plain')) ? 'any' : 'scim-json-too'
  }),
  experiment('patch-without-schemas', async (lab) => {
    const id = await lab.user()
    const { isRefused } = await lab.send({ method: 'PATCH', path: `Users/${id}`, body: { title: 'Probe' } })
    return refusedOr(isRefused, 'accepted')
  }),
  experiment('unlisted-extension', async (lab) => {
    const id = await lab.user()
    const extension = { [URN_1_1.profile]: { startDate: '2026-01-02' } }
    if ((await lab.patch(id, extension)).isRefused) return 'refused'
    return JSON.stringify(await lab.read(id)).includes('2026-01-02') ? 'applied' : 'ignored'
  }),
  experiment('put-with-empty-manager', async (lab) => {
    const id = await lab.user()
    const { userName, emails, name } = await lab.read(id)
    const { isRefused } = await lab.send({
      method: 'PUT',
      path: `Users/${id}`,
      body: {
        schemas: [URN_1_1.core, URN_1_1.enterprise],
        ...{ id, userName, emails, name, active: true },
        [URN_1_1.enterprise]: { manager: {} },
      },
    })
    return refusedOr(isRefused, 'cleared')
  }),
  experiment('create-status-on-2.0', async (lab) => {
    const { status } = await lab.tryUser({}, '2')
    return (['201', '200'] as const).find((known) => known === `${status}`)
  }),
  experiment('patch-user-answer-on-2.0', async (lab) => {
    const { status } = await patch2(
      lab,
      await lab.user(),
      operations({ op: 'replace', path: 'title', value: 'P' }),
    )
    if (status === 204) return '204'
    return status === 200 ? '200-with-user' : undefined
  }),
  experiment('partial-body-on-2.0', async (lab) => {
    const body = { schemas: [URN_2_0.user], title: 'Probe' }
    return refusedOr((await patch2(lab, await lab.user(), body)).isRefused, 'accepted')
  }),
  experiment('element-filters-on-2.0', async (lab) => {
    const body = operations({ op: 'remove', path: 'roles[value eq "Probe"]' })
    return refusedOr((await patch2(lab, await lab.user(), body)).isRefused, 'work')
  }),
  experiment('undocumented-operations-on-2.0', async (lab) => {
    const body = operations({ op: 'add', path: 'title', value: 'Probe' })
    return refusedOr((await patch2(lab, await lab.user(), body)).isRefused, 'work')
  }),
  experiment('profile-operations-on-2.0', async (lab) => {
    const body = operations({ op: 'add', path: `${URN_2_0.profile}:startDate`, value: '2026-01-02' })
    return refusedOr((await patch2(lab, await lab.user(), body)).isRefused, 'work')
  }),
  experiment('pathless-user-operations', async (lab) => {
    const body = operations({ op: 'replace', value: { title: 'Probe' } })
    return refusedOr((await patch2(lab, await lab.user(), body)).isRefused, 'accepted')
  }),
  experiment('failed-patch', async (lab) => {
    const id = await lab.user()
    const { isRefused } = await patch2(
      lab,
      id,
      operations(
        { op: 'replace', path: 'title', value: 'First' },
        { op: 'replace', path: 'userName', value: '!!!' },
      ),
    )
    if (!isRefused) return undefined
    return (await lab.read(id)).title === 'First' ? 'keeps-what-went-before' : 'changes-nothing'
  }),
]

function patch2(
  lab: Parameters<Experiment['run']>[0],
  id: string,
  body: object,
): ReturnType<typeof lab.send> {
  return lab.send({ method: 'PATCH', path: `Users/${id}`, version: '2', body })
}
