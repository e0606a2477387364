/** What HR says about a person, each time something changes. */
export interface HREvent {
  /** HR's key of the person; never changes. */
  readonly person: string
  /** HR counts the changes of a person, from 1. */
  readonly version: number
  readonly email: string
  readonly userName: string
  readonly givenName: string
  readonly familyName: string
  readonly title: string
}

const TEXTS = ['person', 'email', 'userName', 'givenName', 'familyName', 'title'] as const

/** Reads a delivery; undefined if it is not an event. */
export function readEvent(body: string): HREvent | undefined {
  try {
    const event = JSON.parse(body) as HREvent
    const whole = TEXTS.every((name) => typeof event[name] === 'string' && event[name].trim() !== '')
    return whole && Number.isSafeInteger(event.version) && event.version > 0 ? event : undefined
  } catch {
    return undefined
  }
}
