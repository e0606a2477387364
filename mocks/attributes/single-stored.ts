import type { Change } from '../directory/change.ts'
import { type Address, blankAddress } from '../directory/user.ts'
import { refuse } from '../errors/refusal.ts'
import { isRemoval, isTrue, type JSONObject, listOf, objectOf } from './json.ts'
import { profileString, writeProfile } from './profile-value.ts'

const ADDRESS_PARTS = ['streetAddress', 'locality', 'region', 'postalCode', 'country'] as const

/** Stores one address: the one with the primary flag, else the one of type `work`, else the first. */
export function mergeAddresses(change: Change, value: unknown): void {
  const elements = listOf(value).map((element) => objectOf(element, 'addresses_invalid'))
  writeProfile(change, () => {
    const { profile } = change.user
    // A removal must repeat all five stored parts.
    for (const removal of elements.filter(isRemoval).map(addressOf)) {
      if (ADDRESS_PARTS.every((part) => removal[part] === profile.address[part])) {
        profile.address = blankAddress()
      }
    }
    const chosen = chosenOf(elements.filter((element) => !isRemoval(element)))
    if (chosen) profile.address = addressOf(chosen)
  })
}

/** Stores one role, given as an object or as a bare string. */
export function mergeRoles(change: Change, value: unknown): void {
  const elements = listOf(value).map((element) =>
    typeof element === 'string' ? { value: element } : objectOf(element, 'roles_invalid'),
  )
  writeProfile(change, () => {
    const { profile } = change.user
    for (const removal of elements.filter(isRemoval)) {
      if (profileString(removal.value) === profile.role) profile.role = null
    }
    const chosen = chosenOf(elements.filter((element) => !isRemoval(element)))
    if (chosen) profile.role = profileString(chosen.value)
  })
}

/**
 * Stores one picture, a public URL or a data URL; an empty list removes it. The reference documents no
 * removal of a picture by `operation: "delete"`, so such an element is handled by assumption and never sets
 * the picture.
 */
export function replacePhotos(change: Change, value: unknown): void {
  const elements = listOf(value).map((element) => objectOf(element, 'photos_invalid'))
  const photos = elements.filter((element) => !isRemoval(element))
  if (photos.length < elements.length) {
    const rule = change.ledger.assume('removed-photos')
    if (rule === 'refused') refuse('photos_invalid')
    if (photos.length === 0 && rule === 'ignored') return
  }
  const [photo] = photos
  if (photo === undefined) change.user.photo = null
  else if (typeof photo.value !== 'string') refuse('photos_invalid')
  else if (!/^(https?:\/\/|data:image\/)/.test(photo.value)) refuse('photos_invalid')
  else change.user.photo = photo.value
}

function chosenOf(elements: readonly JSONObject[]): JSONObject | undefined {
  return (
    elements.find((element) => isTrue(element.primary)) ??
    elements.find((element) => element.type === 'work') ??
    elements[0]
  )
}

function addressOf(element: JSONObject): Address {
  const address = blankAddress()
  for (const part of ADDRESS_PARTS) address[part] = profileString(element[part])
  return address
}
