import { SCIMResponseError } from '../../src/index.ts'
import type { Act } from './act.ts'
import { ANCHORS, type Place } from './place.ts'

/** Reads every group while others make and delete some. */
function walkGroups({ scim }: Place): Act {
  return {
    name: 'searchGroups',
    kind: 'domain',
    run: async (options) =>
      (await scim.searchGroups({ count: 3 }, options).toArray({ max: 10_000 })).map(idOf),
    state: () => undefined,
    mayFail: isIncomplete,
    check: (result) => {
      const ids = result as readonly string[]
      return new Set(ids).size < ids.length ? 'yields a group twice' : undefined
    },
  }
}

/** Reads everyone while others make accounts. */
function walkUsers({ scim, emulator, world }: Place): Act {
  return {
    name: 'searchUsers',
    kind: 'domain',
    run: async (options) => {
      const walk = scim.searchUsers({ count: 7 }, options)[Symbol.asyncIterator]()
      const ids: string[] = []
      for (;;) {
        const { done, value } = await walk.next()
        if (done) return { ids, complete: (value as { readonly complete: boolean }).complete }
        ids.push(value.id)
      }
    },
    state: () => undefined,
    mayFail: isIncomplete,
    check: (result) => {
      const { ids, complete } = result as { readonly ids: readonly string[]; readonly complete: boolean }
      if (new Set(ids).size < ids.length) return 'yields a user twice'
      // Where the deactivated leave the list, one may go as another comes, and the total does not tell.
      if (!complete || world.name.includes('deactivated-in-lists=excluded')) return undefined
      const missed = ANCHORS.filter((name) => !ids.includes(emulator.state.user(name)?.id ?? ''))
      return missed.length > 0 ? `says that it is complete, and misses ${missed.join(', ')}` : undefined
    },
  }
}

/** Reads a whole list. */
export function walk(place: Place): Act {
  return place.random() < 0.5 ? walkUsers(place) : walkGroups(place)
}

/** Rows that come and go during a walk may leave it incomplete, and then it says so. */
function isIncomplete(error: unknown): boolean {
  return error instanceof SCIMResponseError && error.reason === 'incomplete'
}

function idOf({ id }: { readonly id: string }): string {
  return id
}
