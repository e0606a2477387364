import type { StateGroup } from '../../mocks/index.ts'
import { addGroupMembers, type Group, removeGroupMembers, setGroupMembers } from '../../src/index.ts'
import type { Act } from './act.ts'
import { ANCHORS, type Place } from './place.ts'

/** Makes an act about a group. */
type GroupAct = (place: Place, group: StateGroup) => Act

/** What can be done with a group that is there. */
export const GROUP_ACTS: readonly GroupAct[] = [
  ({ scim, emulator }, { id }) => ({
    name: 'readGroup',
    kind: 'call',
    run: (options) => scim.readGroup(id, options),
    state: () => emulator.state.group(id),
    check: (result) => {
      const { group } = result as { readonly group: Group }
      return group.id === id ? undefined : 'read something else'
    },
  }),
  (place, group) => {
    const some = someAnchors(place)
    return {
      ...written(place, group.id, { members: union(group.members, some) }),
      name: 'patchGroup',
      kind: 'call',
      run: (options) =>
        place.scim.patchGroup(group.id, { members: some.map((value) => ({ value })) }, options),
    }
  },
  (place, group) => {
    const displayName = `Group ${place.next()}`
    return {
      ...written(place, group.id, { displayName }),
      name: 'patchGroup with a member that is nobody',
      kind: 'call',
      refused: true,
      run: (options) =>
        place.scim.patchGroup(group.id, { displayName, members: [{ value: 'U0NOBODY' }] }, options),
    }
  },
  (place, group) => {
    const some = someAnchors(place)
    return {
      ...written(place, group.id, { members: union(group.members, some) }),
      name: 'addGroupMembers',
      kind: 'domain',
      run: (options) => addGroupMembers(place.scim, group.id, some, options),
    }
  },
  (place, group) => {
    const some = someAnchors(place)
    return {
      ...written(place, group.id, { members: group.members.filter((id) => !some.includes(id)) }),
      name: 'removeGroupMembers',
      kind: 'domain',
      run: (options) => removeGroupMembers(place.scim, group.id, some, options),
    }
  },
  (place, group) => {
    const some = someAnchors(place)
    return {
      ...written(place, group.id, { members: some }),
      name: 'setGroupMembers',
      mayFail: place.mayEndUnsettled,
      kind: 'domain',
      run: (options) => setGroupMembers(place.scim, group.id, some, { ...options, clock: place.clock }),
    }
  },
  (place, group) => {
    const some = someAnchors(place)
    const displayName = `Group ${place.next()}`
    const members = some.map((value) => ({ value }))
    return {
      ...written(place, group.id, { displayName, members: some }),
      name: 'updateGroup',
      // What setGroupMembers reads twice, a second apart, may be what was there before: then it finds nothing to do.
      lags: true,
      kind: 'call',
      run: (options) => place.scim.updateGroup({ id: group.id, displayName, members }, options),
    }
  },
  ({ scim, emulator }, { id }) => ({
    name: 'deleteGroup',
    kind: 'call',
    run: (options) => scim.deleteGroup(id, options),
    state: () => emulator.state.group(id),
    holds: () => emulator.state.group(id) === undefined,
  }),
]

/** Makes a group. */
export function createGroup(place: Place): Act {
  const displayName = `Group ${place.next()}`
  const some = someAnchors(place)
  const members = some.map((value) => ({ value }))
  return {
    ...written(place, displayName, { members: some }),
    name: 'createGroup',
    makes: { group: displayName },
    kind: 'call',
    run: (options) => place.scim.createGroup({ displayName, members }, options),
  }
}

function written(
  { emulator }: Place,
  key: string,
  { displayName, members }: { readonly displayName?: string; readonly members?: readonly string[] },
): Pick<Act, 'holds' | 'state'> {
  const state = (): StateGroup | undefined => emulator.state.group(key)
  const text = (ids: readonly string[] | undefined): string => [...(ids ?? [])].sort().join()
  return {
    state,
    holds: () => {
      const group = state()
      if (!group || (displayName !== undefined && group.displayName !== displayName)) return false
      return members === undefined || text(group.members) === text(members)
    },
  }
}

/** At least one of those who are never changed. */
function someAnchors({ random, emulator }: Place): string[] {
  const ids = ANCHORS.flatMap((name) => emulator.state.user(name)?.id ?? [])
  const some = ids.filter(() => random() < 0.5)
  return some.length > 0 ? some : ids.slice(0, 1)
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])]
}
