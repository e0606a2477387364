// What Slack's PATCH is documented, or seen by Slack's own tests, to take: https://docs.slack.dev/reference/scim-api.

/** What is set to a string or a boolean. */
export const SCALAR: RegExp =
  /^(active|(user|nick|display)Name|title|userType|preferredLanguage|locale|timezone)$/

/** What is set by its parts; the profile of 2.0 is printed in the form of 1.1 only. */
export const COMPLEX: RegExp = /^name$|:extension:(enterprise|slack:guest):|:slack:profile:1/

/** The parts. */
export const PART: RegExp =
  /^((given|family)Name|honorificPrefix|employeeNumber|costCenter|organization|division|department|manager|type|expiration|startDate)$/

/** What elements are added to. */
export const LIST: RegExp = /^(emails|phoneNumbers|photos|addresses|roles|members)$/

/** What 2.0 removes as a whole only; Slack stores one of each. */
export const SINGLE: RegExp = /^(addresses|roles)$/

/** What is cleared, after its version: by `meta.attributes` in 1.1, by `remove` in 2.0. */
export const CLEARABLE: RegExp =
  /1 name$| name\.honorificPrefix$|:(enterprise|guest):[^.]+\.0(:User)?(\.manager\.managerId|\.expiration)?$|:enterprise:1\.0\.\w+$/

/** What 1.1 clears by one space, which is documented for it alone. */
export const BLANKABLE: RegExp = /^1.1 (title|userType|preferredLanguage|locale|timezone)$/
