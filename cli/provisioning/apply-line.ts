import { DEFAULT_TOKEN_ENV } from '../slack/token.ts'
import type { PlanningOptions } from './session.ts'

/** What a plan is applied from. */
export interface ApplyLine {
  readonly options: Partial<PlanningOptions>
  /** The file of the plan; default the sources, or what `again` writes. */
  readonly file?: string | undefined
  /** The command that makes the plan again, where `apply` would make another one of the sources. */
  readonly again?: readonly string[] | undefined
}

/**
 * The line that a person copies to apply exactly the plan that a command has shown: with the options that the plan was
 * made with, since another configuration or choice of steps makes another plan.
 */
export function applyLine(digest: string, { options, file, again }: ApplyLine): string {
  const shared = sharedOptions(options)
  const approved = ['--expect', digest, ...shared]
  if (file !== undefined) return lineOf(['apply', file, ...approved])
  const chosen = options.only === undefined ? [] : ['--only', options.only.join(',')]
  if (!again) return lineOf(['apply', ...approved, ...chosen])
  const written = lineOf([...again, '--out', 'plan.json', ...shared, ...chosen])
  return `${written} && ${lineOf(['apply', 'plan.json', ...approved])}`
}

function sharedOptions(options: Partial<PlanningOptions>): readonly string[] {
  const { config, journal, tokenEnv, tokenFile, api, baseUrl, allow = {}, protect = [] } = options
  const given = (option: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [option, value]
  return [
    ...given('--config', config),
    ...given('--journal', journal),
    ...given('--token-env', tokenEnv === DEFAULT_TOKEN_ENV ? undefined : tokenEnv),
    ...given('--token-file', tokenFile),
    // What the environment says, the next command reads there too.
    ...given('--base-url', baseUrl === process.env.SLACK_SCIM_BASE_URL ? undefined : baseUrl),
    ...given('--api', api),
    ...Object.entries(allow).flatMap(([kind, count]) => ['--allow', `${kind}=${count}`]),
    ...protect.flatMap((who) => ['--protect', who]),
  ]
}

function lineOf(args: readonly string[]): string {
  return ['slack-scim', ...args].map(quoted).join(' ')
}

/** A word as a POSIX shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
