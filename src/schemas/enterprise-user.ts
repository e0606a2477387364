/** The enterprise extension; every attribute is stored as sent. */
export interface EnterpriseUser {
  employeeNumber?: string | null | undefined
  costCenter?: string | null | undefined
  organization?: string | null | undefined
  division?: string | null | undefined
  department?: string | null | undefined
  /** If it is there, `managerId` must be. */
  manager?: Manager | null | undefined
}

/** A person's manager. */
export interface Manager {
  /** A Slack id, a primary email address or a `userName`; returned as a Slack id. */
  managerId?: string | null | undefined
  /** Ignored by Slack. */
  displayName?: string | null | undefined
}
