import type { AssumptionLedger } from '../assumptions/ledger.ts'
import { refuse } from '../errors/refusal.ts'
import type { Directory } from './directory.ts'

/** The longest userName and nickName (https://docs.slack.dev/reference/scim-api, user attributes). */
export const MAX_USERNAME = 21

/** The longest displayName. */
export const MAX_DISPLAY_NAME = 80

/**
 * Pictographs, flags and keycaps. Unicode counts `©`, `®` and `™` as pictographs too; without the variation
 * selector for emoji they are plain characters.
 */
const EMOJI = /(?![©®™](?!\u{FE0F}))\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20E3}/u

/**
 * Converts a userName to Slack's form: lower case, and `_` for every character other than letters, digits,
 * `.`, `_` and `-`. An email address is reduced to a name first.
 */
export function slackStyleName(value: string, ledger: AssumptionLedger): string {
  let name = value.trim()
  if (/^[^@\s]+@[^@\s]+$/.test(name) && ledger.assume('email-as-username') === 'local-part') {
    name = name.slice(0, name.indexOf('@'))
  }
  return name.toLowerCase().replace(/[^a-z0-9._-]/gu, '_')
}

/** What the rules of names need of the emulator. */
export interface NamesContext {
  readonly directory: Directory
  readonly ledger: AssumptionLedger
}

/**
 * Checks a userName and returns the form that Slack stores.
 *
 * @param holder - id of the account that may already have the name
 */
export function normalizeUserName(
  value: string,
  holder: string | undefined,
  { directory, ledger }: NamesContext,
): string {
  let name = slackStyleName(value, ledger)
  if (name === '') refuse('username_empty')
  if (!/[a-z0-9]/.test(name)) refuse('username_invalid')
  if (name.length > MAX_USERNAME) {
    const rule = ledger.assume('long-username')
    if (rule !== 'shortened') refuse(rule, { context: `user=${name}` })
    name = shorten(name, holder, directory)
  }
  if (directory.organization.reservedNames.includes(name)) {
    refuse('username_not_allowed', { context: `user=${name}` })
  }
  const owner = directory.userNamed(name)
  if (owner && owner.id !== holder) refuseConflict('username_taken', `user=${owner.id}`, ledger)
  if (directory.channels.has(name)) refuseConflict('username_taken', undefined, ledger)
  if (directory.groupNamed(name) && ledger.assume('username-of-a-group') === 'refused') {
    refuseConflict('username_taken', undefined, ledger)
  }
  return name
}

/** Checks a displayName and returns the form that Slack stores. */
export function normalizeDisplayName(value: string, ledger: AssumptionLedger): string {
  if (value.startsWith('@')) refuse('invalid_starts_with_at')
  if (EMOJI.test(value)) refuse('invalid_emoji_not_allowed')
  if (Array.from(value).length > MAX_DISPLAY_NAME) refuse('invalid_name_maxlength')
  // The reference applies the rule of userName, yet its own examples keep spaces.
  const special = /[^\p{L}\p{M}\p{N} ._-]/gu
  if (!special.test(value) || ledger.assume('special-characters-in-display-names') === 'kept') return value
  return value.replace(special, '_')
}

/** Refuses a taken name or address, with the assumed status and context. */
export function refuseConflict(
  reason: 'username_taken' | 'email_taken' | 'group_creation_failed',
  context: string | undefined,
  ledger: AssumptionLedger,
): never {
  const status = Number(ledger.assume('conflict-status'))
  const told = context !== undefined && ledger.assume('conflict-context') === 'given'
  return refuse(reason, { status, context: told ? context : undefined })
}

function shorten(name: string, holder: string | undefined, directory: Directory): string {
  for (let attempt = 0; attempt < 100; attempt++) {
    const suffix = attempt === 0 ? '' : String(attempt)
    const candidate = name.slice(0, MAX_USERNAME - suffix.length) + suffix
    const owner = directory.userNamed(candidate)
    if ((!owner || owner.id === holder) && !directory.channels.has(candidate)) return candidate
  }
  return refuse('truncation_error')
}
