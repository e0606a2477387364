import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DOCUMENT, renderAttributes } from '../../scripts/attributes.ts'
import { SUPPORT_1_1, SUPPORT_2_0 } from '../../src/filter/filter-support.ts'
import { ATTRIBUTES, attributeOf, HINTS, UNSTORED_PARTS, unwritten } from '../../src/schemas/attributes.ts'
import { groupAttributes } from '../../src/schemas/group-schema.ts'
import { URN_1_1, URN_2_0 } from '../../src/schemas/urns.ts'
import { userAttributes } from '../../src/schemas/user-schema.ts'

interface Described {
  readonly type: string
  readonly entries?: Readonly<Record<string, Described>>
  readonly item?: Described
  readonly wrapped?: Described
  readonly options?: readonly Described[]
}

/** The attributes that a schema describes, as paths; those of elements of lists with `[]`. */
function pathsOf(schema: Described, prefix = ''): string[] {
  const { entries, item, wrapped, options } = schema
  if (wrapped) return pathsOf(wrapped, prefix)
  if (item) return pathsOf(item, `${prefix.slice(0, -1)}[].`)
  if (options) return options.flatMap((option) => pathsOf(option, prefix))
  return Object.entries(entries ?? {}).flatMap(([name, part]) => [
    prefix + name,
    ...pathsOf(part, `${prefix}${name}.`),
  ])
}

const SCHEMAS = [
  userAttributes(URN_1_1),
  userAttributes(URN_2_0),
  groupAttributes(),
] as unknown as Described[]

describe('the table of attributes', () => {
  it('has a row for every attribute of the schemas', () => {
    const missing = SCHEMAS.flatMap((schema) => pathsOf(schema)).filter((path) => {
      const [list, part] = path.split('[].')
      // Sub-attributes of elements that are neither hints nor unstored are stored.
      if (part !== undefined) return !attributeOf(list ?? '') && !unwritten(list ?? '')
      return !attributeOf(path) && !unwritten(path) && path !== 'meta.attributes'
    })
    expect(missing).toEqual([])
  })

  it('lists each attribute once, as either written or unwritten', () => {
    expect(Array.from(ATTRIBUTES.keys()).filter((name) => unwritten(name))).toEqual([])
    expect(HINTS.filter((name) => UNSTORED_PARTS.includes(name))).toEqual([])
  })

  it.each([
    ['TITLE', 'title'],
    ['name.givenName', 'name.givenName'],
    [URN_1_1.enterprise, 'enterprise'],
    [`${URN_1_1.enterprise}.manager.managerId`, 'enterprise.manager.managerId'],
    [`${URN_2_0.enterprise}:department`, 'enterprise.department'],
    [`${URN_2_0.enterprise.toUpperCase()}.department`, 'enterprise.department'],
    [URN_2_0.guest, 'guest'],
    [`${URN_1_1.profile}.startDate`, 'profile.startDate'],
    ['urn:acme:extension:1.0', undefined],
    ['constructor', undefined],
  ])('maps the path %s to %s', (path, name) => {
    expect(attributeOf(path)?.name).toBe(name)
  })

  it('derives the filter support of both dialects', () => {
    expect(Object.keys(SUPPORT_1_1.attributes)).toEqual([
      'username',
      'email',
      'restricted',
      'ultra_restricted',
      'displayname',
    ])
    expect(SUPPORT_2_0.attributes).toEqual({
      username: ['eq'],
      emails: ['eq'],
      'emails.value': ['eq'],
      displayname: ['eq'],
    })
  })

  it('matches docs/attributes.md (npm run attributes updates it)', () => {
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(renderAttributes())
  })
})
