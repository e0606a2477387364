/** What a {@link SCIMError} is made from. */
export interface SCIMErrorInit {
  /** The literal class name. */
  readonly name: string
  /** The literal code of the class. */
  readonly code: string
  /** One sentence with the problem and, if there is one, the fix. */
  readonly message: string
  /** The error underneath; default none. */
  readonly cause?: unknown
  /** Further fields, all safe to print; default none. */
  readonly fields?: object | undefined
}

/**
 * The root of every error that this library throws.
 *
 * `name` and `code` are literals, so they survive a minifier. {@link SCIMError.is} checks a brand instead of
 * the prototype, so it works across two bundled copies of the library.
 *
 * An error prints its message and its own plain fields, which are safe to log. It does not print `cause` and
 * `response`; programs can read them.
 *
 * @example
 * ```ts
 * import { SCIMClient, SCIMError } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * try {
 *   await scim.readUser('U0123456789')
 * } catch (error) {
 *   if (SCIMError.is(error)) console.error(error.code, error.message)
 * }
 * ```
 */
export class SCIMError extends Error {
  /** The class name, as a literal. */
  declare readonly name: string
  /** The kind of failure, in `snake_case`; each class has its own. */
  declare readonly code: string

  /** @param init - `name`, `code` and `message`; optionally `cause` and `fields` */
  constructor({ name, code, message, cause, fields }: SCIMErrorInit) {
    super(message)
    Object.assign(this, { code }, fields)
    defineHidden(this, {
      name,
      stack: this.stack?.replace(/^\w*Error/, name),
      // Node, Deno and Bun print an error's cause with all its fields, which may be a request with its headers.
      [Symbol.for('nodejs.util.inspect.custom')]: () => `${this.stack}\n${JSON.stringify(this)}`,
    })
    // An accessor, because Node prints `[Getter]` for it when an error stays uncaught, instead of the cause.
    if (cause !== undefined) Object.defineProperty(this, 'cause', { get: () => cause, configurable: true })
  }

  /** The brand that {@link SCIMError.is} looks for. */
  get '~slack-scim'(): 'error' {
    return 'error'
  }

  /**
   * Returns whether a value is an error of this library, from this copy or another.
   *
   * @param value - any value, usually a caught one
   */
  static is(value: unknown): value is SCIMError {
    try {
      return (value as SCIMError | null | undefined)?.['~slack-scim'] === 'error'
    } catch {
      // A revoked proxy and a getter that throws can be thrown too.
      return false
    }
  }

  /** Returns the error as plain data without secrets. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...(this as object) }
  }
}

/** Defines properties that `JSON.stringify` and consoles do not show. */
export function defineHidden(target: object, properties: Readonly<Record<PropertyKey, unknown>>): void {
  for (const key of Reflect.ownKeys(properties)) {
    Object.defineProperty(target, key, {
      value: properties[key as string],
      writable: true,
      configurable: true,
    })
  }
}
