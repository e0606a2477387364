import { SCIMConfigurationError } from '../../errors/configuration-error.ts'
import type { Violation } from '../guards/violation.ts'
import type { Action } from '../policy/policy.ts'
import { plain } from './plain.ts'

/** How far a limit of the policy is used, and would be by the plan. */
export interface LimitUse {
  readonly action: Action
  /** What the plan holds. */
  readonly planned: number
  /** What was done in the last 24 hours. */
  readonly already: number
  readonly limit: number
}

/** What applying the plan costs at least. */
export interface Estimate {
  readonly requests: number
  readonly seconds: number
}

/** What every rendering of a plan takes; all optional. */
export interface RenderOptions {
  /** The digest of the plan, to approve it by; default none, and no command to apply is shown. */
  readonly digest?: string | undefined
  /**
   * The command that applies the plan, shown beside the digest; default `slack-scim apply --expect <digest>`, which makes
   * the plan of the sources anew. The empty text shows none.
   */
  readonly command?: string | undefined
  /** Guards that refuse the plan; default none. */
  readonly violations?: readonly Violation[] | undefined
  /** How far limits are used; default none are shown. */
  readonly limits?: readonly LimitUse[] | undefined
  /** Requests and time that applying takes; default not shown. */
  readonly estimate?: Estimate | undefined
  /** Shows ids, attribute names and numbers only, no value that says something of a person; default `false`. */
  readonly redact?: boolean | undefined
}

/** The command that applies exactly this plan; nothing without a digest. Refuses a digest that a shell would act on. */
export function applyCommand(
  operation: string,
  { digest, command }: Pick<RenderOptions, 'digest' | 'command'>,
): string | undefined {
  if (digest === undefined) return undefined
  if (!/^[0-9A-Za-z]{1,128}$/.test(digest))
    throw new SCIMConfigurationError(
      `${operation}: digest: must be letters and digits: pass what planDigest returns`,
    )
  if (command === '') return undefined
  return plain(command ?? `slack-scim apply --expect ${digest}`)
}
