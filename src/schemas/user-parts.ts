/** Marks an element of a 1.1 PATCH for removal (SCIM 1.1, 3.3.2). */
export interface Removable {
  /** Only in a PATCH: removes the element. */
  operation?: string | null | undefined
}

/** A person's name. */
export interface Name {
  givenName?: string | null | undefined
  familyName?: string | null | undefined
  honorificPrefix?: string | null | undefined
}

/** An email address. */
export interface Email extends Removable {
  value?: string | null | undefined
  /** Read on write, never returned: `work` is primary if none says `primary`. */
  type?: string | null | undefined
  primary?: boolean | null | undefined
}

/** A picture. */
export interface Photo extends Removable {
  /** A public URL, or a `data:` URL. */
  value?: string | null | undefined
  type?: string | null | undefined
  primary?: boolean | null | undefined
}

/** A postal address. To remove one, a 1.1 PATCH repeats all five values. */
export interface Address extends Removable {
  streetAddress?: string | null | undefined
  locality?: string | null | undefined
  region?: string | null | undefined
  postalCode?: string | null | undefined
  country?: string | null | undefined
  /** Read on write, never stored. */
  type?: string | null | undefined
  primary?: boolean | null | undefined
}

/**
 * A phone number. What is written and what is read cross over: a read marks the mobile phone with
 * `type: 'mobile'` and the primary one with `primary: true`, and a write takes both marks for the primary
 * one. Write `primary: true` for the primary phone and `primary: false` for the mobile one.
 */
export interface PhoneNumber extends Removable {
  value?: string | null | undefined
  type?: string | null | undefined
  primary?: boolean | null | undefined
}

/** A role. */
export interface Role extends Removable {
  value?: string | null | undefined
  type?: string | null | undefined
  /** Slack's own samples send the text `"true"`. */
  primary?: boolean | string | null | undefined
}

/** A group that a person is in. */
export interface GroupReference {
  /** The group's id, `S…`. */
  value?: string | null | undefined
  /** The group's name. */
  display?: string | null | undefined
}
