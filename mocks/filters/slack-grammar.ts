import { type ComparisonFilter, type Filter, parseFilter } from '../../src/filter/index.ts'
import type { AssumptionLedger } from '../assumptions/ledger.ts'
import { refuse } from '../errors/refusal.ts'
import { type Token, tokenize } from './tokens.ts'

const COMPARISONS = ['eq', 'co', 'sw', 'gt', 'ge', 'lt', 'le']

/** Operators of SCIM that Slack does not document. */
const UNLISTED: ReadonlySet<string> = /* @__PURE__ */ new Set(['ne', 'ew', 'not'])

/** Bound of nested parentheses, so that parsing does not overflow the stack. */
const MAX_DEPTH = 500

/**
 * Parses a filter in Slack's grammar, which is laxer than SCIM's about values and stricter about spaces and
 * operators (https://docs.slack.dev/reference/scim-api, filters).
 *
 * @throws Refusal with Slack's reason for an invalid filter
 */
export function parseSlackFilter(text: string, dialect: '1.1' | '2.0', ledger: AssumptionLedger): Filter {
  const tokens = tokenize(text)
  const unlisted = tokens.some(
    ({ text: word, kind }) => kind === 'word' && (UNLISTED.has(word.toLowerCase()) || word.includes('[')),
  )
  if (unlisted) {
    if (ledger.assume('undocumented-filter-operators') === 'refused') refuse('invalid_query')
    return parseStandard(text)
  }
  // Slack answers a text without any operator so.
  if (!tokens.some(({ kind, text: word }) => kind === 'word' && isOperator(word))) {
    if (tokens.length <= 1) refuse('no_filters', { context: 'is_aggregate_call=1' })
  }
  const filter = new Reader(tokens).read()
  // The operators are documented for 1.1; on 2.0 only a single `eq` was observed.
  if (dialect === '2.0' && filter.op !== 'eq') {
    if (ledger.assume('undocumented-filter-operators') === 'refused') refuse('invalid_query')
  }
  return filter
}

class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  read(): Filter {
    const filter = this.#either(0)
    if (this.#at < this.#tokens.length) refuse(this.#is(')') ? 'invalid_filter_group' : 'invalid_query')
    return filter
  }

  #either(depth: number): Filter {
    const args = [this.#all(depth)]
    while (this.#takes('or')) args.push(this.#all(depth))
    return joined('or', args)
  }

  #all(depth: number): Filter {
    const args = [this.#one(depth)]
    while (this.#takes('and')) args.push(this.#one(depth))
    return joined('and', args)
  }

  #one(depth: number): Filter {
    if (depth > MAX_DEPTH) refuse('invalid_filter_group')
    if (this.#is('(')) {
      this.#at++
      const filter = this.#either(depth + 1)
      if (!this.#is(')')) refuse('invalid_filter_group')
      this.#at++
      return filter
    }
    const attribute = this.#word()
    const operator = this.#word().toLowerCase()
    if (operator === 'pr') return { op: 'pr', attr: attribute }
    if (!COMPARISONS.includes(operator)) refuse('invalid_query')
    const value = this.#tokens[this.#at++]
    if (!value || value.kind === '(' || value.kind === ')') refuse('incomplete_filter')
    // A bare value ends at its first space; how Slack answers a longer one is unverified.
    if (value.kind === 'word' && this.#is('word') && !this.#isNext('and') && !this.#isNext('or')) {
      refuse('incomplete_filter')
    }
    return { op: operator as ComparisonFilter['op'], attr: attribute, value: value.text }
  }

  #word(): string {
    const token = this.#tokens[this.#at++]
    if (!token) refuse('incomplete_filter')
    return token.kind === 'word'
      ? token.text
      : refuse(token.kind === 'quoted' ? 'invalid_query' : 'invalid_filter_group')
  }

  #is(kind: Token['kind']): boolean {
    return this.#tokens[this.#at]?.kind === kind
  }

  #isNext(word: string): boolean {
    return this.#is('word') && this.#tokens[this.#at]?.text.toLowerCase() === word
  }

  #takes(word: string): boolean {
    if (!this.#isNext(word)) return false
    this.#at++
    return true
  }
}

function joined(op: 'and' | 'or', args: readonly Filter[]): Filter {
  const [only] = args
  return args.length === 1 && only ? only : { op, args }
}

function isOperator(word: string): boolean {
  return word.toLowerCase() === 'pr' || COMPARISONS.includes(word.toLowerCase())
}

function parseStandard(text: string): Filter {
  try {
    return parseFilter(text)
  } catch {
    return refuse('invalid_query')
  }
}
