import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import { isCleared } from './clearing.ts'

/** A partial resource as a 1.1 PATCH: as it is, but for what Slack would refuse, or do otherwise than on 2.0. */
export function toPartial(
  name: string,
  partial: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { Operations, members, photos } = partial
  if (Operations) throw invalid(name, 'Operations', 'are SCIM 2.0: send a partial resource')
  // Slack shows `operation` for every other list, and no such form for photos: it may well be set by that.
  const deleted = [photos].flat().findIndex((one) => isRecord(one) && one.operation === 'delete')
  if (deleted >= 0) throw invalid(name, `photos.${deleted}`, 'is not removed by a value: send photos: []')
  // A list that is null is none to Slack; members are all that is cleared in a group.
  return isCleared(members) ? { ...partial, members: [], meta: { attributes: ['members'] } } : partial
}
