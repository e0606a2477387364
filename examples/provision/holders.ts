import type { User } from '../../src/index.ts'
import { fieldsOf } from './account.ts'
import type { Person } from './directory.ts'

/**
 * Finds each person's account, by employee id.
 *
 * An account is a person's if it carries their employee number or, carrying none, their primary address.
 * A userName proves nothing: it may be a stranger's.
 */
export function findHolders(people: readonly Person[], users: readonly User[]): Map<string, User> {
  const byNumber = new Map<string, User>()
  const byEmail = new Map<string, User>()
  for (const user of users) {
    const { employeeNumber, email } = fieldsOf(user)
    if (employeeNumber !== '') byNumber.set(employeeNumber, user)
    else byEmail.set(email.toLowerCase(), user)
  }
  const holders = new Map<string, User>()
  for (const { employeeId, email } of people) {
    const user = byNumber.get(employeeId) ?? byEmail.get(email.toLowerCase())
    if (user) holders.set(employeeId, user)
  }
  return holders
}
