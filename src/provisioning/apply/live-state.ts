import type { CallOptions } from '../../client/options.ts'
import { SCIMApiError } from '../../errors/api-error.ts'
import { foldCase } from '../../protocol/text.ts'
import type { User } from '../../schemas/user.ts'
import { dialectOf } from '../../tasks/task.ts'
import type { Attributes } from '../attributes/attribute.ts'
import type { Links } from '../links/links.ts'
import type { Step } from '../plan/step.ts'
import { accountOf, rosterOf } from '../snapshot/account.ts'
import type { Account, OrganizationFacts, Roster } from '../snapshot/snapshot.ts'
import type { ProvisioningClient } from './counted-client.ts'

/** What is known of Slack before a run. */
export interface KnownState {
  readonly users: ReadonlyMap<string, Account>
  readonly groups: ReadonlyMap<string, Roster>
  readonly links: Links
  readonly facts: OrganizationFacts | undefined
}

/** Accounts and groups as a run knows them: as they were read, and as its own steps have made them since. */
export class LiveState {
  readonly #client: ProvisioningClient
  readonly #facts: OrganizationFacts | undefined
  readonly #users: Map<string, Account>
  readonly #groups: Map<string, Roster>
  /** Slack ids by address, and by name; old ones may stand here too. */
  readonly #emails = new Map<string, string>()
  readonly #names = new Map<string, string>()
  readonly #ids: { readonly user: Map<string, string>; readonly group: Map<string, string> }

  constructor(client: ProvisioningClient, { users, groups, links, facts }: KnownState) {
    this.#client = client
    this.#facts = facts
    this.#users = new Map(users)
    this.#groups = new Map(groups)
    for (const account of users.values()) this.#index(account)
    for (const roster of groups.values()) this.#names.set(roster.name, roster.id)
    const idsOf = (known: Links['users']) => new Map(Array.from(known, ([key, { id }]) => [key, id]))
    this.#ids = { user: idsOf(links.users), group: idsOf(links.groups) }
  }

  /** The Slack id of a key. */
  idOf(resource: 'user' | 'group', key: string): string | undefined {
    return this.#ids[resource].get(key)
  }

  /** Notes the Slack id of a key. */
  link(resource: 'user' | 'group', key: string, id: string): void {
    this.#ids[resource].set(key, id)
  }

  user(id: string): Account | undefined {
    return this.#users.get(id)
  }

  group(id: string): Roster | undefined {
    return this.#groups.get(id)
  }

  /** The resource that a step creates or changes, if it is known. */
  resourceOf(step: Step): Account | Roster | undefined {
    const id = this.targetOf(step)
    if (id !== undefined) return isUserStep(step) ? this.#users.get(id) : this.#groups.get(id)
    return undefined
  }

  /** The Slack id of what a step changes, or has created. */
  targetOf(step: Step): string | undefined {
    if (step.kind === 'createUser') return this.idOf('user', step.key)
    if (step.kind === 'createGroup') return this.idOf('group', step.key)
    const { target } = step
    if (typeof target === 'string') return target
    return this.idOf(isUserStep(step) ? 'user' : 'group', target.key)
  }

  /** Notes an account or group as an answer or a read shows it. */
  note(resource: Account | Roster): void {
    if ('attributes' in resource) {
      this.#users.set(resource.id, resource)
      this.#index(resource)
    } else {
      this.#groups.set(resource.id, resource)
      this.#names.set(resource.name, resource.id)
    }
  }

  /** Reads anew the account or group that a step changes; nothing if Slack has none. */
  async read(step: Step, options: CallOptions = {}): Promise<Account | Roster | undefined> {
    const id = this.targetOf(step)
    if (id === undefined) return undefined
    try {
      const resource = isUserStep(step)
        ? this.account((await this.#client.readUser(id, options)).user)
        : rosterOf((await this.#client.readGroup(id, options)).group)
      this.note(resource)
      return resource
    } catch (error) {
      if (error instanceof SCIMApiError && error.status === 404) return undefined
      throw error
    }
  }

  /** An account of an answer, in the vocabulary of provisioning. */
  account(user: User): Account {
    return accountOf(user, dialectOf({ name: 'applyPlan', scim: this.#client }), this.#facts)
  }

  /** An account as the answer to a write shows it; nothing for an answer that does not say whether it is active. */
  answer(user: User | undefined): Account | undefined {
    return typeof user?.active === 'boolean' ? this.account(user) : undefined
  }

  /**
   * The account or group that would make a step unnecessary: of a step that creates, one that has the address or the
   * name already.
   */
  standIn(step: Step): Account | Roster | undefined {
    const known = this.resourceOf(step)
    if (known) return known
    // Who had the address or the name may have given it up.
    if (step.kind === 'createUser') {
      const email = foldCase(step.to.email ?? '')
      const account = this.#users.get(this.#emails.get(email) ?? '')
      return foldCase(account?.attributes.email ?? '') === email ? account : undefined
    }
    if (step.kind === 'createGroup') {
      const roster = this.#groups.get(this.#names.get(step.name) ?? '')
      return roster?.name === step.name ? roster : undefined
    }
    return undefined
  }

  #index({ id, attributes: { email } }: Account): void {
    if (email) this.#emails.set(foldCase(email), id)
  }
}

/** The keys of members of a step that have no account, as far as is known. */
export function unknownMembers(step: Step, live: Pick<LiveState, 'idOf'>): readonly string[] {
  if (!('members' in step)) return []
  return step.members.flatMap((ref) =>
    typeof ref === 'string' || live.idOf('user', ref.key) !== undefined ? [] : [ref.key],
  )
}

/** Whether a step concerns an account, not a group. */
export function isUserStep({ kind }: Step): boolean {
  return !['createGroup', 'renameGroup', 'addMembers', 'removeMembers'].includes(kind)
}

/** The account as a step makes it of another. */
export function accountAfter(step: Step, account: Account): Account {
  const changed = (attributes: Attributes): Attributes =>
    Object.fromEntries(
      Object.entries({ ...account.attributes, ...attributes }).filter(([, value]) => value !== null),
    )
  switch (step.kind) {
    case 'updateUser':
    case 'createUser':
      return { ...account, attributes: changed(step.to) }
    case 'reactivate':
      return { ...account, active: true }
    case 'deactivate':
      return { ...account, active: false }
    case 'toGuest':
      return { ...account, kind: 'guest' }
    case 'toMember':
      return { ...account, kind: 'member' }
    default:
      return account
  }
}

/** The group as a step makes it of another. */
export function rosterAfter(step: Step, roster: Roster): Roster {
  switch (step.kind) {
    case 'renameGroup':
      return { ...roster, name: step.to }
    case 'addMembers':
      return { ...roster, members: new Set([...roster.members, ...idsIn(step.members)]) }
    case 'removeMembers': {
      const gone = new Set(idsIn(step.members))
      return { ...roster, members: new Set([...roster.members].filter((id) => !gone.has(id))) }
    }
    default:
      return roster
  }
}

function idsIn(refs: readonly unknown[]): string[] {
  return refs.filter((ref) => typeof ref === 'string')
}
