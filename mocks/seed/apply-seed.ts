import type { Directory } from '../directory/directory.ts'
import type { GroupRecord } from '../directory/group.ts'
import type { TokenRecord } from '../directory/tokens.ts'
import { blankAddress, blankEnterprise, blankUser, type Guest, type UserRecord } from '../directory/user.ts'
import { EmulatorError } from '../errors/emulator-error.ts'
import type { Seed, SeedGroup, SeedUser } from './seed.ts'

/** Creation date of the first account and group without a date. */
const FIRST_DAY = 1_704_182_400_000

/** Id of the workspace in the addresses of bots. */
const BOT_TEAM = 'T0EMULATOR'

/**
 * Fills a directory from a seed.
 *
 * @param token - the emulator's own token, which belongs to the primary owner
 * @returns the tokens that are valid
 * @throws {EmulatorError} for an invalid seed, or one that contradicts itself
 */
export function applySeed(directory: Directory, seed: Seed, token: string): Map<string, TokenRecord> {
  const users = seed.users ?? []
  if (!users.some((user) => user.rank === 'primary-owner')) putSeedUser(directory, primaryOwner(users))
  for (const user of users) putSeedUser(directory, user)
  // A manager may come later in the seed.
  for (const user of users) resolveManager(directory, user)
  for (const name of seed.channels ?? []) directory.addChannel(name)
  for (const group of seed.groups ?? []) putSeedGroup(directory, group)

  const tokens = new Map<string, TokenRecord>()
  for (const user of directory.users.values()) {
    if (user.rank === 'primary-owner') tokens.set(token, { userId: user.id, level: 'organization' })
  }
  for (const { token: text, holder, level = 'organization', scopes } of seed.tokens ?? []) {
    const { id: userId, active } = findSeeded(directory, holder, `seed.tokens: holder '${holder}'`)
    // A deactivated account has no valid token.
    if (active) tokens.set(text, { userId, level, scopes })
  }
  return tokens
}

/**
 * Adds an account, or replaces the one of the same id or userName. Only consistency is checked, not Slack's
 * rules.
 */
export function putSeedUser(directory: Directory, seed: SeedUser, now?: number): UserRecord {
  const former = seed.id === undefined ? directory.userNamed(seed.userName) : directory.users.get(seed.id)
  const id = former?.id ?? seed.id ?? directory.newUserId()
  const [email = defaultEmail(seed, id), second] = addressesOf(seed)
  const isSeeding = now === undefined
  const holders = [directory.userNamed(seed.userName), directory.userWithEmail(email)]
  if (second !== undefined) holders.push(directory.userWithEmail(second))
  for (const holder of holders) {
    if (!holder || (holder.id === former?.id && !isSeeding)) continue
    throw new EmulatorError(
      `seed.users: '${seed.userName}' and '${holder.userName}' have the same userName or email: change one of them`,
    )
  }
  if (former && isSeeding) {
    throw new EmulatorError(`seed.users: two users have the id '${former.id}': give each its own`)
  }
  const created = former?.created ?? dateOf(seed.created, now ?? FIRST_DAY + directory.users.size * 3_600_000)
  const record = {
    ...blankUser(id, created, seed.kind ?? 'human'),
    ...ownFields(seed),
    primaryEmail: email,
    secondaryEmail: second ?? null,
  }
  directory.putUser(record)
  return record
}

/** Adds a group, or replaces the one of the same id or name. */
export function putSeedGroup(directory: Directory, seed: SeedGroup, now?: number): GroupRecord {
  const former =
    seed.id === undefined ? directory.groupNamed(seed.displayName) : directory.groups.get(seed.id)
  if (former && now === undefined) {
    throw new EmulatorError(`seed.groups: two groups are '${seed.displayName}': give each an id of its own`)
  }
  const members = (seed.members ?? []).map(
    (member) => findSeeded(directory, member, `seed.groups: member '${member}' of '${seed.displayName}'`).id,
  )
  const record: GroupRecord = {
    id: former?.id ?? seed.id ?? directory.newGroupId(),
    created: former?.created ?? dateOf(seed.created, now ?? FIRST_DAY + directory.groups.size * 3_600_000),
    displayName: seed.displayName,
    members: [...new Set(members)],
    linkedToChannels: seed.linkedToChannels ?? false,
  }
  directory.putGroup(record)
  return record
}

function ownFields(seed: SeedUser): Partial<UserRecord> {
  const { givenName, familyName } = nameOf(seed)
  const profile = {
    address: { ...blankAddress(), ...seed.address },
    primaryPhone: seed.primaryPhone ?? null,
    mobilePhone: seed.mobilePhone ?? null,
    userType: seed.userType ?? null,
    role: seed.role ?? null,
    preferredLanguage: seed.preferredLanguage ?? null,
    locale: seed.locale ?? null,
    enterprise: { ...blankEnterprise(), ...seed.enterprise },
    startDate: seed.startDate ?? null,
  }
  const values = [profile.address, profile.enterprise, profile].flatMap((part) => Object.values(part))
  return {
    rank: seed.rank ?? 'member',
    userName: seed.userName,
    nickName: seed.nickName ?? seed.userName,
    displayName: seed.displayName ?? '',
    givenName,
    familyName,
    title: seed.title ?? '',
    ...(seed.timezone === undefined ? {} : { timezone: seed.timezone }),
    active: seed.active ?? true,
    photo: seed.photo ?? null,
    profile,
    hasProfile: values.some((value) => typeof value === 'string'),
    guest: guestOf(seed.guest),
    forgotten: seed.forgotten ?? false,
  }
}

/** Bots have addresses of Slack's own, as recorded lists show. */
function defaultEmail({ kind, userName }: SeedUser, id: string): string {
  if (kind === 'bot') return `botuser-${BOT_TEAM}-A${id.slice(1)}@slack-bots.com`
  return `${userName.replace(/[^\w.-]/g, '_')}@example.com`
}

/** The primary address and the secondary one. */
function addressesOf({ email, secondaryEmail, emails = [] }: SeedUser): (string | undefined)[] {
  if (emails.length === 0) return [email, secondaryEmail]
  const list = emails.map((one) => (typeof one === 'string' ? { value: one } : one))
  const primary = list.find((one) => 'primary' in one && one.primary) ?? list[0]
  return [primary, list.find((one) => one !== primary)].map((one) => one?.value)
}

function nameOf(seed: SeedUser): { givenName: string; familyName: string } {
  if (typeof seed.name === 'object') return seed.name
  const [givenName = '', ...rest] = (seed.name ?? seed.displayName ?? seed.userName).split(' ')
  return { givenName, familyName: rest.join(' ') }
}

function guestOf(guest: SeedUser['guest']): Guest | null {
  if (!guest) return null
  const { type = 'multi', expiration = null, channels = [] } = guest === true ? {} : guest
  return {
    type,
    expiration,
    channels: channels.map((display, index) => ({ value: `C0GUEST${index + 1}`, display })),
  }
}

function primaryOwner(users: readonly SeedUser[]): SeedUser {
  const taken = users.some(({ userName, email }) => userName === 'owner' || email === 'owner@example.com')
  return { userName: taken ? 'primary.owner' : 'owner', name: 'Primary Owner', rank: 'primary-owner' }
}

/** Resolves the manager of an account, given as a userName, an email or an id, to an id. */
export function resolveManager(directory: Directory, seed: SeedUser): void {
  const user = directory.userNamed(seed.userName)
  const manager = seed.enterprise?.managerId
  if (!user || !manager) return
  const { id } = findSeeded(directory, manager, `seed.users: manager '${manager}' of '${seed.userName}'`)
  const enterprise = { ...user.profile.enterprise, managerId: id }
  directory.putUser({ ...user, profile: { ...user.profile, enterprise } })
}

function findSeeded(directory: Directory, name: string, place: string): UserRecord {
  const user = directory.users.get(name) ?? directory.userNamed(name) ?? directory.userWithEmail(name)
  if (!user)
    throw new EmulatorError(`${place}: no such user: give the userName, email or id of a seeded user`)
  return user
}

function dateOf(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Date.parse(text)
}
