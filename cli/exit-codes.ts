import { SCIMError } from '../src/errors/scim-error.ts'

/** How the command line ends. */
export const EXIT_CODES = {
  /** Done, or nothing to do. */
  done: 0,
  /** A mistyped command, a bad file, the token or the network. */
  failed: 1,
  /** With `--detailed-exitcode` only: there are changes. */
  changes: 2,
  /** A guard refused the plan. Nothing was sent. */
  refused: 3,
  /** The plan was applied in part. */
  partial: 4,
  /** The plan does not fit any more: its digest, its organization or its age. */
  unfit: 5,
  /** Another run has the lease of the journal. */
  busy: 6,
  /** Applied, but Slack does not show it yet. */
  lagging: 7,
  /** Interrupted by Ctrl-C. */
  interrupted: 130,
} as const

/** The code with which a command ends. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]

/** What each code means, for the help and the documentation. */
export const EXIT_MEANINGS: Readonly<Record<ExitCode, string>> = {
  0: 'done, or nothing to do; for plan also: there are changes',
  1: 'a mistyped command, a bad file, the token or the network',
  2: 'with --detailed-exitcode only: there are changes',
  3: 'a guard refused; nothing was sent',
  4: 'applied in part: steps failed or were held, or a rule stopped the run',
  5: 'the plan no longer fits: its digest, its organization or its age',
  6: 'another run has the lease of the journal',
  7: 'applied, but Slack does not show all of it yet',
  130: 'interrupted; apply the same plan again, and it goes on',
}

/** The code for an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!SCIMError.is(error)) return EXIT_CODES.failed
  const { code, reason } = error as SCIMError & { readonly reason?: unknown }
  if (code === 'guard') return EXIT_CODES.refused
  if (code === 'bad_plan') return reason === 'format' ? EXIT_CODES.failed : EXIT_CODES.unfit
  if (code === 'journal') return reason === 'held' ? EXIT_CODES.busy : EXIT_CODES.failed
  if (code === 'bad_organization' && reason === 'wrong_organization') return EXIT_CODES.unfit
  return code === 'aborted' ? EXIT_CODES.interrupted : EXIT_CODES.failed
}
