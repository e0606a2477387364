import { VERSION } from '../../src/protocol/version.ts'
import { plain } from '../../src/provisioning/render/plain.ts'
import { CommandError } from '../command-error.ts'
import { plainJson } from './plain-json.ts'
import { type ColorChoice, styles } from './styles.ts'
import { writeProblem } from './write-problem.ts'

/** The options that decide what is printed. */
export interface OutputOptions {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly color?: ColorChoice
}

/** One line of `--json`. */
export interface OutputEvent {
  readonly type: string
  readonly [field: string]: unknown
}

/** Where a command prints: results on stdout, everything else on stderr. */
export interface Output {
  readonly json: boolean
  /** Whether the reader of stdout has left, as `head` does: what prints without an end may stop. */
  readonly closed: boolean
  /** Colours for results. */
  readonly paint: ReturnType<typeof styles>
  /** Colours for {@link Output.show}. */
  readonly paintShown: ReturnType<typeof styles>
  /**
   * Prints lines of a result; texts of files and of Slack must have passed `plain`. Resolves when they are written, or
   * lost on a reader who has left: the command goes on, and its exit code stays its own.
   *
   * @throws {CommandError} where stdout cannot be written to, such as a file on a full disk
   */
  result(text: string): Promise<void>
  /** Prints a line of `--json`; nothing without it. */
  event(event: OutputEvent): Promise<void>
  /** Says something that is no result, on stderr; nothing with `--quiet`. */
  note(text: string): void
  /** Shows on stderr what a person is asked about, also with `--quiet`; its texts must have passed `plain`. */
  show(text: string): void
  /** Shows on a terminal how far the work is, on one line that the next call replaces; the empty text ends it. */
  progress(text: string): void
}

/** The version of the lines of `--json`. */
const FORMAT = 1

/** Makes where a command prints. With `json`, the first line tells the version. */
export function createOutput({ json = false, quiet = false, color }: OutputOptions): Output {
  let isBegun = false
  let closed = false
  const print = async (text: string): Promise<void> => {
    if (closed) return
    const error = await written(process.stdout, text)
    if (!error) return
    closed = error.code === 'EPIPE'
    if (!closed) throw new CommandError(`stdout: ${writeProblem(error)}`)
  }
  const line = (event: OutputEvent): Promise<void> => print(`${plainJson(event)}\n`)
  const isShown = process.stderr.isTTY === true && !quiet
  return {
    json,
    get closed() {
      return closed
    },
    progress(text) {
      if (isShown) process.stderr.write(`\r\u001B[K${plain(text)}`)
    },
    paint: styles(process.stdout, color),
    paintShown: styles(process.stderr, color),
    result: (text) => (json ? Promise.resolve() : print(text)),
    async event(event) {
      if (!json) return
      if (!isBegun) await line({ type: 'version', version: VERSION, format: FORMAT })
      isBegun = true
      await line(event)
    },
    show: (text) => {
      process.stderr.write(text)
    },
    note(text) {
      if (!quiet) process.stderr.write(`${plainLines(text)}\n`)
    },
  }
}

/** Writes a text, and resolves when it is written: to nothing, or to what went wrong. */
function written(stream: NodeJS.WriteStream, text: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => stream.write(text, (error) => resolve(error ?? undefined)))
}

/** Makes lines harmless to a terminal: what would act is shown as an escape. */
export function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n')
}
