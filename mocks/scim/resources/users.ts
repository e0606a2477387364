import type { JSONObject } from '../../attributes/json.ts'
import { organizationUrl } from '../../directory/organization.ts'
import type { RowList } from '../../directory/rows.ts'
import type { UserRecord } from '../../directory/user.ts'
import { selectUsers } from '../../filters/select.ts'
import type { SCIMCall } from './call.ts'
import type { Answer } from './dialect.ts'
import { cutPage } from './list.ts'
import { renderUser } from './render-user.ts'
import { createFrom, replaceFrom } from './write-user.ts'

/** GET Users. */
export function searchUsers(call: SCIMCall): Answer {
  const { dialect, query, readLag } = call
  const text = query.get('filter')
  const found = text === null ? listed(call) : selectUsers(text, dialect.version, call)
  const page = cutPage(found, call, (user) => render(call, readLag.user(user)))
  return { status: 200, body: dialect.renderList(page) }
}

/** GET Users/{id}. */
export function readUser(call: SCIMCall): Answer {
  return { status: 200, body: render(call, call.readLag.user(call.accounts.find(call.id))) }
}

/** POST Users. */
export function createUser(call: SCIMCall): Answer {
  const { accounts, body, dialect, ledger } = call
  const user = accounts.create((change) => createFrom(change, body, dialect))
  return dialect.answers(ledger).created(render(call, user))
}

/** PATCH Users/{id}. */
export function patchUser(call: SCIMCall): Answer {
  const { accounts, actor, body, dialect, id, ledger } = call
  const user = accounts.patch(id, actor, (change) => dialect.patchUser(change, body))
  return dialect.answers(ledger).patchedUser(render(call, user))
}

/** PUT Users/{id}. */
export function updateUser(call: SCIMCall): Answer {
  const { accounts, actor, body, dialect, id } = call
  const user = accounts.replace(id, actor, (change) => replaceFrom(change, body, dialect))
  return { status: 200, body: render(call, user) }
}

/** DELETE Users/{id}. */
export function deleteUser(call: SCIMCall): Answer {
  call.accounts.deactivate(call.id, call.actor)
  return call.dialect.answers(call.ledger).deactivated()
}

function listed({ directory, ledger }: SCIMCall): RowList<UserRecord> {
  const users = directory.userRows.list(ledger.assume('row-order'))
  if (directory.inactive === 0 || ledger.assume('deactivated-in-lists') === 'included') return users
  return users.slice(0, users.length).filter(({ active }) => active)
}

function render(call: SCIMCall, user: UserRecord): JSONObject {
  const { baseUrl, dialect, directory, ledger } = call
  const location = `${baseUrl}${dialect.segment}/Users/${user.id}`
  const groups = directory.groupsOf(user.id)
  const teamUrl = `${organizationUrl(directory.organization)}team/`
  return renderUser(user, { dialect, ledger, location, groups, teamUrl })
}
