import type { SCIMEvent } from './events.ts'

/** Where log lines go; `console` is one. A level that is missing is silent. */
export interface Logger {
  debug?(message: string): void
  info?(message: string): void
  warn?(message: string): void
  error?(message: string): void
}

/** Fans an event out to `onEvent` and to the logger; neither can break a call. */
export function emitter(
  onEvent: ((event: SCIMEvent) => void) | undefined,
  logger: Logger | undefined,
): (event: SCIMEvent) => void {
  const observers = [onEvent, logger && ((event: SCIMEvent) => logger[levelOf(event)]?.(lineOf(event)))]
  return (event) => {
    for (const observer of observers) {
      try {
        // One that is async fails later, and is nobody's to await.
        ;(observer?.(event) as Promise<unknown> | undefined)?.catch?.(() => {})
      } catch {
        // An observer's mistake is not the call's.
      }
    }
  }
}

function levelOf(event: SCIMEvent): keyof Logger {
  if (event.type === 'warning' || event.type === 'retry' || event.type === 'list.changed') return 'warn'
  if (event.type === 'drift') return 'info'
  return event.type === 'call.end' && event.error ? 'error' : 'debug'
}

function lineOf({ type, ...fields }: SCIMEvent): string {
  return `slack-scim ${type} ${Object.entries(fields)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')}`
}
