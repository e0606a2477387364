import type { Dialect } from '../dialects/dialect.ts'
import { SCIMValidationError } from '../errors/validation-error.ts'
import { crossedPhoneIssues } from '../guards/crossed-phones.ts'
import { KnownUsers } from '../guards/known-users.ts'
import { paddedIssues } from '../guards/padded-text.ts'
import { missingIssues, userReplacementIssues } from '../guards/replacement.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import { resourcesOf } from '../protocol/resources.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import { isGroup, isGroupAttributes, isUser, isUserAttributes } from '../schemas/predicates.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'
import { boundedMismatches, type Mismatch, mismatches } from './schema-issues.ts'
import { type UnknownAttributes, unknownAttributes } from './unknown-attributes.ts'
import { decodePart } from './url.ts'

/**
 * How requests or responses are checked. `strict`: a known attribute of the wrong type is an error. `loose`: it is
 * an event. `off`: nothing is checked.
 */
export type Strictness = 'strict' | 'loose' | 'off'

/** How requests and responses are checked. */
export interface Validation {
  /** Default `strict`. */
  readonly request: Strictness
  /** Default `loose`: a change at Slack withholds no response. */
  readonly response: Strictness
}

/** Upper bound of reported issues per page; one is enough to signal drift. */
const MAX_ISSUES = 20

/** Accept what the shapes accept, and allocate nothing; mismatches are looked for only in what they refuse. */
const ACCEPTS = {
  write: { user: isUserAttributes, group: isGroupAttributes },
  read: { user: isUser, group: isGroup },
}

/** What is checked, and how. */
interface Check {
  readonly how: Strictness
  /** Whose attributes they are, for messages. */
  readonly of: '' | ': the answer'
}

/** Checks requests and responses; holds the known users of one client. */
export function validate(
  dialect: Dialect,
  { request: outgoing, response: incoming }: Validation,
  unknown: UnknownAttributes,
): ChainMiddleware<Call> {
  const shapes = dialect.shapes()
  const drifted = new Set<string>()
  const known = new KnownUsers(dialect.urns.guest)

  const report = ({ how, of }: Check, issues: readonly Mismatch[], call: Call): void => {
    const { operation, emit } = call
    if (how === 'strict' && issues.length > 0)
      throw new SCIMValidationError(operation + of, issues, call.applied)
    for (const { path: where, expected, received } of issues) {
      const path = where.replace(/(urn:[^.]{1,200}\.\d)|\.\d+(?=\.|$)/g, (_, urn) => urn ?? '.*')
      const key = `${operation}${of} ${path}`
      if (!drifted.has(key)) emit?.({ type: 'drift', operation, path, expected, received })
      drifted.add(key)
    }
  }

  const warned = new Set<string>()
  const checkNames = (parts: readonly object[], resource: 'user' | 'group', call: Call): void => {
    const issues = parts.flatMap((part) => unknownAttributes(shapes.write[resource], part, dialect))
    if (unknown === 'refuse' && issues.length > 0) throw new SCIMValidationError(call.operation, issues)
    // The same name in many elements is one mistake.
    const mistakes = new Map<string, string>()
    for (const { path, message } of issues) {
      const name = path.replace(/\b\d+\b/g, '*')
      if (!mistakes.has(name)) mistakes.set(name, `${path}: ${message}`)
    }
    for (const [name, text] of mistakes) {
      call.hints.push(text)
      if (!warned.has(name))
        call.emit?.({ type: 'warning', code: 'unknown_attribute', message: `${call.operation}: ${text}` })
      warned.add(name)
    }
  }

  const checkRequest = ({ method, body, path }: SCIMRequest, call: Call): void => {
    const { resource } = call.definition
    if (!body || !resource || outgoing === 'off') return
    const parts = dialect.written(body)
    report(
      { how: outgoing, of: '' },
      parts.flatMap((part) =>
        ACCEPTS.write[resource](part, dialect.urns) ? [] : mismatches(shapes.write[resource], part),
      ),
      call,
    )
    const harmful = parts.flatMap((part) => [
      ...paddedIssues(resource, part),
      ...crossedPhoneIssues(part, { method }),
    ])
    if (harmful.length > 0) throw new SCIMValidationError(call.operation, harmful)
    if (unknown !== 'allow') checkNames(parts, resource, call)
    if (method !== 'PUT') return
    const id = decodePart(path.slice(path.indexOf('/') + 1))
    const issues =
      resource === 'group'
        ? missingIssues('group', body)
        : userReplacementIssues(body, dialect.urns.guest, known.get(id))
    if (issues.length > 0) throw new SCIMValidationError(call.operation, issues)
  }

  const checkResponse = (response: SCIMResponse, call: Call): void => {
    const { resource, expects } = call.definition
    if (!resource || !response.body || response.status >= 400) return
    const listed = expects === 'list'
    const items = listed ? resourcesOf(response) : [response.body]
    if (resource === 'user') for (const item of items) known.see(item)
    // Drift is an event: without an observer there is no use in looking for it.
    if (incoming === 'off' || (incoming === 'loose' && !call.emit)) return
    const issues: Mismatch[] = []
    for (let i = 0; i < items.length && issues.length < MAX_ISSUES; i++) {
      if (ACCEPTS.read[resource](items[i], dialect.urns)) continue
      issues.push(...boundedMismatches(shapes.read[resource], items[i], listed ? `Resources.${i}` : ''))
    }
    report({ how: incoming, of: ': the answer' }, issues.slice(0, MAX_ISSUES), call)
  }

  return {
    name: 'validate',
    async handle(request, next, call) {
      checkRequest(request, call)
      const response = await next(request, call)
      checkResponse(response, call)
      return response
    },
  }
}
