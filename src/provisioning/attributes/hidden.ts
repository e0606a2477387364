import { FULL_FORM } from '../../schemas/attributes.ts'
import { ATTRIBUTE_NAMES, type Attribute, type Attributes } from './attribute.ts'
import { isSameValue } from './canonical.ts'
import { formOf, PLACES } from './table.ts'

/** The attributes that Slack does not show of an account that it answers in a short form. */
const HIDDEN: ReadonlySet<Attribute> = /* @__PURE__ */ (() =>
  new Set(
    ATTRIBUTE_NAMES.filter((name) => {
      const { root = '', part = '' } = PLACES.get(name) ?? {}
      return FULL_FORM.includes(root) || FULL_FORM.includes(`${root}.${part}`)
    }),
  ))()

/** An account, as far as it decides which attributes show. */
export interface Shown {
  readonly attributes: Attributes
  /** Whether Slack answers the account in a short form. */
  readonly short?: boolean | undefined
}

/** Tells whether Slack does not show an attribute of an account: then nothing is known of its value. */
export function isHidden(attribute: Attribute, { short = false }: Pick<Shown, 'short'>): boolean {
  return short && HIDDEN.has(attribute)
}

/**
 * Tells whether an account has a value, as far as Slack shows it. A picture counts as written as soon as it is not the
 * one that was there before, since Slack answers a URL of its own.
 *
 * @param before - what the account had before it was written
 */
export function hasValue(
  account: Shown,
  [attribute, wanted]: readonly [attribute: Attribute, wanted: string | null | undefined],
  before?: Attributes,
): boolean {
  if (isHidden(attribute, account)) return true
  const stored = account.attributes[attribute] ?? null
  if (formOf(attribute) === 'picture' && (stored !== null || wanted))
    return before === undefined || stored !== (before[attribute] ?? null)
  return isSameValue(attribute, stored, wanted)
}
