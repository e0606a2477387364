import { resolveUser } from '../../src/index.ts'
import { type Account, personName } from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { accountOf } from '../../src/provisioning/snapshot/account.ts'
import { CommandError } from '../command-error.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput, type OutputOptions } from '../terminal/output.ts'
import { fields, rowOf } from '../terminal/rows.ts'
import { listAccounts } from './accounts.ts'
import { connect, type SlackOptions } from './connect.ts'

/** Options of `slack-scim users list`. */
export interface ListUsersOptions extends OutputOptions, SlackOptions {
  readonly filter?: string
}

const WIDTHS = [11, 8, 21, 24]

/** Lists the accounts of Slack. */
export async function listUsers(options: ListUsersOptions): Promise<void> {
  const output = createOutput(options)
  const { client } = await connect(options)
  await interruptible(output, async (signal) => {
    let count = 0
    for await (const { user, ...account } of listAccounts(client, { filter: options.filter, signal })) {
      if (output.closed) return
      const { id, attributes } = account
      await output.event({ type: 'user', user })
      const { userName = '', email = '' } = attributes
      const name = personName({ ...attributes, userName: null, email: null }, '')
      await output.result(rowOf([id, stateOf(account), userName ?? '', name, email ?? ''], WIDTHS))
      count++
    }
    await output.event({ type: 'end', users: count })
    output.note(count === 0 ? 'No account.' : `${counted(count, 'account')}.`)
  })
}

/** Shows one account. */
export async function getUser(who: string, options: OutputOptions & SlackOptions): Promise<void> {
  const output = createOutput(options)
  const { client } = await connect(options)
  const user = await resolveUser(client, who, { certain: true })
  if (!user) throw new CommandError(`users get: no account has the id, address or userName '${who}'`)
  await output.event({ type: 'user', user })
  const account = accountOf(user, client.dialect)
  const attributes = Object.entries(account.attributes).map(([name, value]) => [name, value ?? ''] as const)
  await output.result(fields([['id', account.id], ['state', stateOf(account)], ...attributes]))
}

/** What an account is, in a word. */
function stateOf({ active, kind }: Account): string {
  if (!active) return 'inactive'
  return kind === 'member' ? 'active' : kind
}
