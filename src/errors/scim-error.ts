/**
 * The root of every error that this library throws.
 *
 * `name` and `code` are literals, so that they survive a minifier, and {@link SCIMError.is} looks at a
 * brand instead of the prototype, so that it holds across two bundled copies of the library.
 *
 * An error prints only what is safe to log: its message, its own plain fields and the kind of its cause.
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
  readonly code: string

  /**
   * @param name - the literal class name
   * @param code - the literal code of the class
   * @param message - one sentence that says what happened and, where there is one, the fix
   * @param cause - the error underneath, if any
   */
  constructor(name: string, code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    hide(this, 'name', name)
    hide(this, 'stack', this.stack?.replace(/^\w*Error/, name))
    // Node, Deno and Bun print an error's cause with all its fields, which may be a request with its headers.
    hide(this, Symbol.for('nodejs.util.inspect.custom'), () => inspectSafely(this))
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
    return typeof value === 'object' && value !== null && (value as SCIMError)['~slack-scim'] === 'error'
  }

  /** The error as plain data, with nothing secret in it. */
  toJSON(): Record<string, unknown> {
    return Object.assign<Record<string, unknown>, this>({ name: this.name, message: this.message }, this)
  }
}

/** Sets a property that neither `JSON.stringify` nor a console shows. */
export function hide(target: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false })
}

function inspectSafely(error: SCIMError): string {
  const { code, ...fields } = error
  const cause = error.cause as { name?: unknown; code?: unknown } | undefined
  return [
    error.stack,
    `  code: ${code}`,
    ...Object.entries(fields).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
    ...(cause ? [`  cause: ${[cause.name, cause.code].filter(Boolean).join(' ')}`] : []),
  ].join('\n')
}
