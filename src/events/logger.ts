import type { SCIMEvent } from './events.ts'

/** Receives log lines, as `console` does. A missing level is silent. */
export interface Logger {
  debug?(message: string): void
  info?(message: string): void
  warn?(message: string): void
  error?(message: string): void
}

/** Returns an observer that writes each event as one line, at the level of the event. */
export function logObserver(logger: Logger): (event: SCIMEvent) => unknown {
  return (event) => logger[levelOf(event)]?.(lineOf(event))
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
