import type { JSONObject } from '../../attributes/json.ts'
import type { GroupRecord } from '../../directory/group.ts'
import { visibleName } from '../../directory/user.ts'
import { selectGroups } from '../../filters/select.ts'
import type { SCIMCall } from './call.ts'
import type { Answer } from './dialect.ts'
import { cutPage } from './list.ts'
import { readGroup as readBody } from './write-group.ts'
import { requireSchemas } from './write-user.ts'

/** GET Groups; every group has its full member list. */
export function searchGroups(call: SCIMCall): Answer {
  const { dialect, directory, ledger, query, readLag } = call
  const text = query.get('filter')
  const found =
    text === null
      ? directory.groupRows.list(ledger.assume('row-order'))
      : selectGroups(text, dialect.version, call)
  const page = cutPage(found, call, (group) => render(call, readLag.group(group)))
  return { status: 200, body: dialect.renderList(page) }
}

/** GET Groups/{id}. */
export function readGroup(call: SCIMCall): Answer {
  return { status: 200, body: render(call, call.readLag.group(call.memberships.find(call.id))) }
}

/** POST Groups. */
export function createGroup(call: SCIMCall): Answer {
  requireSchemas(call.body)
  const { displayName, members } = readBody(call.body)
  const group = call.memberships.create(displayName, members)
  return call.dialect.answers(call.ledger).created(render(call, group))
}

/** PATCH Groups/{id}. */
export function patchGroup(call: SCIMCall): Answer {
  const { body, dialect, id, ledger, memberships } = call
  memberships.find(id)
  const group = memberships.change(id, 'patch', dialect.patchGroup(body, ledger))
  return dialect.answers(ledger).patchedGroup(render(call, group))
}

/** PUT Groups/{id}: replaces the name and the member list, which becomes empty when it is left out. */
export function updateGroup(call: SCIMCall): Answer {
  requireSchemas(call.body)
  const { displayName, members = [] } = readBody(call.body)
  const group = call.memberships.change(call.id, 'replace', [{ displayName, members }])
  return { status: 200, body: render(call, group) }
}

/** DELETE Groups/{id}. */
export function deleteGroup(call: SCIMCall): Answer {
  call.memberships.remove(call.id)
  return call.dialect.answers(call.ledger).removedGroup()
}

function render({ baseUrl, dialect, directory }: SCIMCall, group: GroupRecord): JSONObject {
  const members = group.members.flatMap((id) => {
    const user = directory.users.get(id)
    return user ? [{ value: id, display: visibleName(user) }] : []
  })
  return dialect.renderGroup(group, members, `${baseUrl}${dialect.segment}/Groups/${group.id}`)
}
