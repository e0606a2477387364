import { once } from 'node:events'
import { VERSION } from '../../src/protocol/version.ts'
import { plain } from '../../src/provisioning/render/plain.ts'
import { EndWith } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { type ColorChoice, styles } from './styles.ts'

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
  /** Colours for results. */
  readonly paint: ReturnType<typeof styles>
  /** Colours for {@link Output.show}. */
  readonly paintShown: ReturnType<typeof styles>
  /** Prints lines of a result; texts of files and of Slack must have passed `plain`. Resolves when there is room for more. */
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
  const print = async (text: string): Promise<void> => {
    if (process.stdout.destroyed) throw new EndWith(EXIT_CODES.done)
    if (!process.stdout.write(text))
      await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')])
  }
  const line = (event: OutputEvent): Promise<void> => print(`${JSON.stringify(event)}\n`)
  const isShown = process.stderr.isTTY === true && !quiet
  return {
    json,
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

/** Makes lines harmless to a terminal: what would act is shown as an escape. */
export function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n')
}
