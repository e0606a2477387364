import { aFewAtATime } from './a-few-at-a-time.ts'
import { accountWith, differences, fieldsOf, patchOf, wantedFields } from './account.ts'
import type { Person } from './directory.ts'
import { topDown } from './reporting-line.ts'
import { AT_A_TIME, type Run, tolerate } from './run.ts'

const KINDS = ['created', 'changed', 'reactivated', 'already right']

/** Gives everybody who works here an account that equals the files: creates, patches, reactivates. */
export async function provisionPeople(run: Run): Promise<void> {
  const active = run.directory.people.filter((person) => person.status === 'active')
  await run.report.step('People', active.length, KINDS, async (advance) => {
    for (const level of topDown(active)) {
      await aFewAtATime(level, AT_A_TIME, async (person) => {
        await tolerate(run, `${person.employeeId} ${person.userName}`, () => provisionPerson(run, person))
        advance()
      })
    }
  })
}

async function provisionPerson({ scim, holders, report }: Run, person: Person): Promise<void> {
  const holder = holders.get(person.employeeId)
  // A manager whose account was refused is no reason to take the present one away.
  const present = person.manager === '' || !holder ? '' : fieldsOf(holder).manager
  const wanted = wantedFields(person, holders.get(person.manager)?.id ?? present)
  if (!holder) {
    const { user } = await scim.createUser(accountWith(wanted))
    holders.set(person.employeeId, user)
    report.count('People', 'created')
    return
  }
  const changed = differences(wanted, fieldsOf(holder))
  if (changed.length === 0) {
    report.count('People', 'already right')
    return
  }
  // PATCH and not PUT: a PUT blanks what it leaves out, and these files do not know everything about a person.
  await scim.patchUser(holder.id, patchOf(wanted, changed))
  report.count('People', changed.includes('active') ? 'reactivated' : 'changed')
}
