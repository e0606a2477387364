import type { UserOperations } from '../client/operations.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { SWITCH } from '../options/check-options.ts'
import type { User } from '../schemas/user.ts'
import { requireId, requireText } from './arguments.ts'
import { isPhotoUrl } from './photo-url.ts'
import { seeChange } from './see-change.ts'
import { beginTask, type TaskOptions } from './task.ts'

/** Options of {@link setProfilePhoto}. */
export interface ProfilePhotoOptions extends TaskOptions {
  /** Whether to read until another photo shows; default `true`. */
  readonly verify?: boolean | undefined
}

/** The result of {@link setProfilePhoto}. */
export interface ProfilePhotoResult {
  /** The account as last read; its photo is the former one unless `isShown`. */
  readonly user: User
  /** Whether a read showed another photo than before. Slack stores a copy under an address of its own. */
  readonly isShown: boolean
}

/**
 * Sets the photo of an account. Slack fetches it after it has answered, so the answer still shows the former one: this
 * reads until another one shows, or until `settleTimeout` ends, and says which.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param id - the account's Slack id
 * @param photo - a public `https:` or `http:` URL, or a `data:image/…` URL
 * @param options - `verify`, `settleTimeout` (milliseconds), and the options of a call
 * @see [Set a profile photo](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/profile-photo.md)
 *
 * @example
 * ```ts
 * import { SCIMClient, setProfilePhoto } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const { isShown } = await setProfilePhoto(scim, 'U0123456789', 'https://example.com/jo.png')
 * console.log(isShown ? 'done' : 'accepted, not shown yet')
 * ```
 */
export async function setProfilePhoto(
  scim: UserOperations,
  id: string,
  photo: string,
  options: ProfilePhotoOptions = {},
): Promise<ProfilePhotoResult> {
  const name = 'setProfilePhoto'
  const task = beginTask({ name, scim, needs: ['readUser', 'patchUser'], options, rules: { verify: SWITCH } })
  requireId(name, 'id', id)
  requireText(name, ['photo', photo], 'a URL')
  if (!isPhotoUrl(photo))
    throw invalid(name, 'photo', 'must be a public https: or http: URL, or a data:image/… URL')
  const { user } = await scim.readUser(id, task.call)
  const former = photoOf(user)
  const write = scim.patchUser(id, { photos: [{ value: photo, primary: true }] }, task.call)
  const shows = (read: User): boolean => photoOf(read) === photo || photoOf(read) !== former
  if (options.verify === false) {
    const answer = (await write).user ?? user
    return { user: answer, isShown: shows(answer) }
  }
  try {
    return {
      user: (await seeChange(task, { id, write, shows, expected: 'has another photo' })) ?? user,
      isShown: true,
    }
  } catch (error) {
    const isPending =
      error instanceof SCIMRefusedError && error.reason === 'unsettled' && error.applied === 'yes'
    if (isPending) return { user, isShown: false }
    throw error
  }
}

function photoOf({ photos }: User): unknown {
  return Array.isArray(photos) ? photos[0]?.value : undefined
}
