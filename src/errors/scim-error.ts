/**
 * The root of every error that this library throws.
 *
 * `name` and `code` are literals, so that they survive a minifier, and {@link SCIMError.is} looks at a
 * brand instead of the prototype, so that it holds across two bundled copies of the library.
 *
 * An error prints only what is safe to log: its message and its own plain fields. The `cause` and, where there
 * is one, the `response` are there for programs, and not printed.
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
  /** What kind of failure this is, in `snake_case`; each class has one of its own. */
  declare readonly code: string

  /**
   * @param name - the literal class name
   * @param code - the literal code of the class
   * @param message - one sentence that says what happened and, where there is one, the fix
   * @param cause - the error underneath, if any
   * @param fields - what else is known, of which all may be printed
   */
  constructor(name: string, code: string, message: string, cause?: unknown, fields?: object) {
    super(message)
    Object.assign(this, { code }, fields)
    defineHidden(this, {
      name,
      stack: this.stack?.replace(/^\w*Error/, name),
      // Node, Deno and Bun print an error's cause with all its fields, which may be a request with its headers.
      [Symbol.for('nodejs.util.inspect.custom')]: () => `${this.stack}\n${JSON.stringify(this)}`,
    })
    // An accessor: what Node prints of an error that nobody caught shows `[Getter]` in place of the cause.
    if (cause !== undefined) Object.defineProperty(this, 'cause', { get: () => cause, configurable: true })
  }

  /** The brand that {@link SCIMError.is} looks for. */
  get '~slack-scim'(): 'error' {
    return 'error'
  }

  /**
   * Tells whether a value is an error of this library, of this copy of it or another.
   *
   * @param value - anything, usually what was caught
   */
  static is(value: unknown): value is SCIMError {
    return (value as SCIMError | null | undefined)?.['~slack-scim'] === 'error'
  }

  /** The error as plain data, with nothing secret in it. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...(this as object) }
  }
}

/** Sets properties that neither `JSON.stringify` nor a console shows. */
export function defineHidden(target: object, properties: Readonly<Record<PropertyKey, unknown>>): void {
  for (const key of Reflect.ownKeys(properties)) {
    Object.defineProperty(target, key, {
      value: properties[key as string],
      writable: true,
      configurable: true,
    })
  }
}
