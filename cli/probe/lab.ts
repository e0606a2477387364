import { URN_1_1 } from '../../src/schemas/urns.ts'
import type { Wire, WireAnswer, WireRequest } from './wire.ts'

/** An account as 1.1 shows it. */
export interface LabUser {
  readonly id: string
  readonly userName: string
  readonly active: boolean
  readonly displayName: string
  readonly title: string
  readonly emails: readonly { readonly value: string; readonly primary?: boolean }[]
  readonly photos: readonly { readonly value: string }[]
  readonly [attribute: string]: unknown
}

/** Milliseconds after which reads show every write. */
const SETTLED = 6000

/** Accounts of a request, and the most of a sandbox. */
const PAGE = 1000

/** Makes accounts and groups to try things on, and takes them away again. */
export class Lab {
  readonly #run: string
  readonly #wire: Wire
  readonly #users = new Map<string, string>()
  readonly #groups = new Set<string>()
  #count = 0

  /** @param run - begins every name that the lab gives: a few letters and digits */
  constructor(wire: Wire, run: string) {
    this.#wire = wire
    this.#run = run
  }

  send(request: WireRequest): Promise<WireAnswer> {
    return this.#wire.send(request)
  }

  /** Ids and userNames of all accounts that were made, in order. */
  get users(): ReadonlyMap<string, string> {
    return this.#users
  }

  /** A name that nothing has yet. */
  name(): string {
    return `${this.#run}${(this.#count++).toString(36).padStart(2, '0')}`
  }

  /** Creates an account, and remembers it if it was made. */
  async tryUser(
    attributes: Readonly<Record<string, unknown>> = {},
    version: '1' | '2' = '1',
  ): Promise<WireAnswer> {
    const name = this.name()
    const answer = await this.send({
      method: 'POST',
      path: 'Users',
      version,
      body: {
        schemas: [version === '1' ? URN_1_1.core : 'urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: name,
        name: { givenName: name, familyName: 'Probe' },
        emails: [{ value: `${name}@probe.example.com`, primary: true }],
        ...attributes,
      },
    })
    const { id, userName } = answer.body
    if (!answer.isRefused && typeof id === 'string') this.#users.set(id, String(userName))
    return answer
  }

  /** Creates an account, and returns its id. */
  async user(): Promise<string> {
    return idOf(await this.tryUser())
  }

  /** Creates a group, and remembers it if it was made. */
  async tryGroup(displayName: string, members?: readonly string[]): Promise<WireAnswer> {
    const answer = await this.send({
      method: 'POST',
      path: 'Groups',
      body: {
        schemas: [URN_1_1.core],
        displayName,
        ...(members && { members: members.map((value) => ({ value })) }),
      },
    })
    if (!answer.isRefused && typeof answer.body.id === 'string') this.#groups.add(answer.body.id)
    return answer
  }

  /** Creates a group, and returns its id. */
  async group(...members: readonly string[]): Promise<string> {
    return idOf(await this.tryGroup(this.name(), members))
  }

  /** Changes an account on 1.1. */
  patch(
    id: string,
    body: Readonly<Record<string, unknown>>,
    schemas: readonly string[] = [URN_1_1.core],
  ): Promise<WireAnswer> {
    return this.send({ method: 'PATCH', path: `Users/${id}`, body: { schemas, ...body } })
  }

  /** Reads an account as it is now. */
  async read(id: string): Promise<LabUser> {
    const answer = await this.send({ method: 'GET', path: `Users/${id}` })
    if (answer.isRefused) throw new Error(`GET Users/${id} was answered with ${answer.status}`)
    return answer.body as LabUser
  }

  /** Reads an account when no read is late any more. */
  async settled(id: string): Promise<LabUser> {
    await this.#wire.wait(SETTLED)
    await this.read(id)
    return this.read(id)
  }

  /** The ids of a group's members, when no read is late any more. */
  async members(id: string): Promise<readonly string[]> {
    await this.#wire.wait(SETTLED)
    await this.send({ method: 'GET', path: `Groups/${id}` })
    const { body } = await this.send({ method: 'GET', path: `Groups/${id}` })
    return (Array.isArray(body.members) ? body.members : []).map(({ value }) => String(value))
  }

  wait(): Promise<void> {
    return this.#wire.wait(SETTLED)
  }

  /** The accounts that a filter finds, or all. */
  async find(filter?: string, version: '1' | '2' = '1'): Promise<readonly LabUser[]> {
    const query = filter === undefined ? '' : `&filter=${encodeURIComponent(filter)}`
    const answer = await this.send({ method: 'GET', path: `Users?count=${PAGE}${query}`, version })
    if (answer.isRefused) throw new Error(`GET Users was answered with ${answer.status}`)
    const { Resources } = answer.body
    return Array.isArray(Resources) ? Resources : []
  }

  /**
   * Deletes the groups and deactivates the accounts: Slack deletes no account.
   *
   * @returns ids of what could not be taken away
   */
  async cleanUp(): Promise<readonly string[]> {
    const left: string[] = []
    /** One that cannot be removed stays, and the others are still removed. */
    const each = async (ids: Iterable<string>, isGone: (id: string) => Promise<boolean>): Promise<void> => {
      for (const id of ids) if (!(await isGone(id).catch(() => false))) left.push(id)
    }
    await each(this.#groups, async (id) => {
      await this.send({ method: 'DELETE', path: `Groups/${id}` })
      return (await this.send({ method: 'GET', path: `Groups/${id}` })).status === 404
    })
    for (const id of this.#users.keys())
      await this.send({ method: 'DELETE', path: `Users/${id}` }).catch(() => undefined)
    await this.#wire.wait(SETTLED)
    await each(this.#users.keys(), async (id) => {
      await this.read(id)
      return !(await this.read(id)).active
    })
    return left
  }
}

/** The id in the answer to a create. */
export function idOf({ status, body }: WireAnswer): string {
  if (typeof body.id === 'string') return body.id
  throw new Error(`POST was answered with ${status}`)
}
