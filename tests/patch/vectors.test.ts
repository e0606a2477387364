import { describe, expect, it, test } from 'vitest'
import { applyPatch } from '../../src/patch/index.ts'
import { loadVectors } from '../vectors/load.ts'
import { assigned } from './assigned.ts'

interface PatchCase {
  readonly id: string
  readonly before: object
  readonly patch: object
  readonly after?: object
  readonly error?: { readonly scimType: string }
  readonly lenient?: boolean
  readonly ambiguous?: string
}

const { patches } = loadVectors<{ patches: PatchCase[] }>('patches.json')

/** Decisions of this module, with reasons, for cases that the RFCs leave open. */
const DECISIONS: Record<string, readonly [does: 'as given' | string, because: string]> = {
  'add-multi-object': [
    'as given',
    'RFC 7644 3.5.2.1: "the new value is added", of which one is a list of one',
  ],
  'add-multi-new-primary': ['as given', 'RFC 7644 3.5.2: the others are set to "false"'],
  'remove-member-nomatch': ['as given', 'RFC 7644 3.5.2.2 has noTarget for a missing path alone'],
  'replace-filter-primary': ['as given', 'RFC 7644 3.5.2: the others are set to "false"'],
  'ops-empty': ['as given', 'RFC 7644 3.12, table 9: the structure does not conform to the schema'],
  'op-unknown': ['as given', 'RFC 7644 3.12, table 9, as ops-empty'],
  'operations-lower-case': ['as given', 'RFC 7643 2.1: names of attributes are case-insensitive'],
  'entra-op-capitalised': [
    'as given',
    "Microsoft Entra and Slack's connectors send it; RFC 7644 3.5.2 knows no other op",
  ],
  'entra-add-filter-nomatch': [
    'noTarget',
    'RFC 7644 3.5.2.1: a filter selects values, it does not make them',
  ],
  'entra-manager-string': ['as given', 'RFC 7643 4.3: manager is complex, and its identifier is its value'],
  'entra-ext-dotted-nopath': ['as given', 'RFC 7644 3.10: the name is a full attribute path'],
  'v1-primary-moves': ['as given', 'SCIM 1.1 core schema 3.2: the primary value may appear once'],
}

describe('applyPatch with the test vectors of RFC 7644 3.5.2 and SCIM 1.1, 3.3.2', () => {
  it('records a decision for each case that the RFCs leave open', () => {
    const open = patches.filter(({ lenient, ambiguous }) => lenient || ambiguous).map(({ id }) => id)
    expect(Object.keys(DECISIONS).sort()).toEqual(open.sort())
  })

  test.each(patches)('handles the vector $id', ({ id, before, patch, after, error }) => {
    const [does] = DECISIONS[id] ?? ['as given']
    const scimType = does === 'as given' ? error?.scimType : does
    const untouched = structuredClone({ before, patch })
    if (scimType) {
      expect(() => applyPatch(before, patch)).toThrow(
        expect.objectContaining({ code: 'bad_patch', scimType }),
      )
    } else {
      expect(assigned(applyPatch(before, patch))).toEqual(assigned(after))
    }
    expect({ before, patch }).toEqual(untouched)
  })
})
