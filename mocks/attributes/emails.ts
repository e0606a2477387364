import type { Change } from '../directory/change.ts'
import { refuse } from '../errors/refusal.ts'
import { isRemoval, isTrue, type JSONObject, listOf, objectOf, stringOf } from './json.ts'

/** Stores two addresses. The primary one is chosen by flag, then by type `work`, then by order. */
export function replaceEmails(change: Change, value: unknown): void {
  const elements = readEmails(value).filter((element) => !isRemoval(element))
  const primary = primaryOf(elements) ?? elements[0]
  if (!primary) refuse('email_empty')
  const secondary = elements.find((element) => element !== primary)
  setEmails(change, addressOf(primary), secondary ? addressOf(secondary) : null)
}

/** Adds addresses to the stored ones, and removes elements with `operation: "delete"`. */
export function mergeEmails(change: Change, value: unknown): void {
  const elements = readEmails(value)
  const added = elements.filter((element) => !isRemoval(element))
  const removed = elements.filter(isRemoval).map(addressOf)

  let primary = change.user.primaryEmail
  let secondary = change.user.secondaryEmail
  const former = primary
  const chosen = primaryOf(added) ?? loneAddition(change, added)
  for (const element of added) {
    const address = addressOf(element)
    if (element === chosen) primary = address
    else if (!same(address, primary)) secondary = address
  }
  if (!same(primary, former)) {
    if (secondary !== null && same(secondary, primary)) secondary = null
    const demoted = change.ledger.assume('patched-primary-email') === 'demotes'
    if (demoted && !removed.some((address) => same(address, former))) secondary ??= former
  }
  for (const address of removed) {
    if (same(address, primary)) refuse('missing_primary_email')
    if (secondary !== null && same(address, secondary)) secondary = ''
  }
  setEmails(change, primary, secondary)
}

/** Removes the secondary address; the primary one cannot be removed. */
export function clearEmails(change: Change): void {
  if (change.user.secondaryEmail !== null) change.user.secondaryEmail = ''
}

/** A single new address without a flag, which becomes primary by assumption. */
function loneAddition(change: Change, added: readonly JSONObject[]): JSONObject | undefined {
  const [element] = added
  if (!element || added.length > 1 || 'primary' in element) return undefined
  const address = addressOf(element)
  if (same(address, change.user.primaryEmail) || same(address, change.user.secondaryEmail ?? ''))
    return undefined
  const rule = change.ledger.assume('patched-email-without-primary')
  return rule === 'becomes-primary' ? element : undefined
}

function setEmails(change: Change, primary: string, secondary: string | null): void {
  change.user.primaryEmail = checkedEmail(primary)
  change.user.secondaryEmail =
    secondary === null || secondary === '' || same(secondary, primary)
      ? secondary === ''
        ? ''
        : null
      : checkedEmail(secondary)
}

function checkedEmail(address: string): string {
  if (address === '') refuse('email_empty')
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address) ? address : refuse('email_invalid')
}

/**
 * Reads the elements. Slack itself answers with an empty secondary address, so an empty one is no addition.
 */
function readEmails(value: unknown): JSONObject[] {
  return listOf(value)
    .map((element) => objectOf(element, 'emails_invalid'))
    .filter((element) => isRemoval(element) || isTrue(element.primary) || addressOf(element) !== '')
}

function primaryOf(elements: readonly JSONObject[]): JSONObject | undefined {
  return (
    elements.find((element) => isTrue(element.primary)) ??
    elements.find((element) => element.primary === undefined && element.type === 'work')
  )
}

function addressOf(element: JSONObject): string {
  return stringOf(element.value ?? '', 'emails_invalid').trim()
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
