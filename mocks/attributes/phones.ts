import type { Change } from '../directory/change.ts'
import type { Profile } from '../directory/user.ts'
import { refuse } from '../errors/refusal.ts'
import { isRemoval, isTrue, type JSONObject, listOf, objectOf } from './json.ts'
import { profileString, writeProfile } from './profile-value.ts'

/**
 * Puts phone numbers into Slack's two slots. The types cross over, as the reference documents
 * (https://docs.slack.dev/reference/scim-api, phoneNumbers): a write puts a `work` number into the mobile
 * slot and a `mobile` one into the primary slot; a read marks the mobile slot with `type: "mobile"`.
 */
export function mergePhones(change: Change, value: unknown): void {
  const elements = listOf(value).map((element) => objectOf(element, 'phoneNumbers_invalid'))
  writeProfile(change, () => {
    const { profile } = change.user
    for (const element of elements.filter(isRemoval)) removePhone(profile, numberOf(element))
    const numbers = elements.filter((element) => !isRemoval(element) && numberOf(element) !== null)
    // A `primary` flag overrides a type, so flagged numbers are written last.
    for (const element of [...numbers].sort((one, other) => rank(one) - rank(other))) {
      profile[slotOf(element, numbers.length)] = numberOf(element)
    }
  })
}

/** Empties both slots. */
export function clearPhones(change: Change): void {
  change.user.profile.primaryPhone = null
  change.user.profile.mobilePhone = null
}

/** Replaces one number by another, in the slot that holds it. */
export function exchangePhone(change: Change, former: string, next: unknown): void {
  const { profile } = change.user
  const number = profileString(next)
  if (profile.primaryPhone === former) profile.primaryPhone = number
  else if (profile.mobilePhone === former) profile.mobilePhone = number
}

/** Empties the slot that holds the number. */
export function removePhone(profile: Profile, number: string | null): void {
  if (number === null) return
  if (profile.primaryPhone === number) profile.primaryPhone = null
  if (profile.mobilePhone === number) profile.mobilePhone = null
}

function slotOf(element: JSONObject, howMany: number): 'primaryPhone' | 'mobilePhone' {
  if (isTrue(element.primary)) return 'primaryPhone'
  // A lone number with `primary: false` is the primary phone; next to another one it is the mobile phone.
  if (element.primary !== undefined) return howMany > 1 ? 'mobilePhone' : 'primaryPhone'
  return element.type === 'work' ? 'mobilePhone' : 'primaryPhone'
}

function rank(element: JSONObject): number {
  return element.primary === undefined ? 0 : 1
}

function numberOf(element: JSONObject): string | null {
  if (Array.isArray(element.value)) refuse('phoneNumbers_invalid')
  return profileString(element.value)
}
