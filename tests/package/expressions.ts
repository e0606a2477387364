import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** A regular expression of the sources. */
export interface Expression {
  /** File and line. */
  readonly where: string
  readonly source: string
  readonly flags: string
}

/** The literal regular expressions of a file, and the places that build one from a text. */
export function expressionsOf(
  file: string,
  text = readFileSync(file, 'utf8'),
): {
  readonly literals: readonly Expression[]
  readonly built: readonly string[]
} {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const literals: Expression[] = []
  const built: string[] = []
  const visit = (node: ts.Node): void => {
    const where = `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      literals.push({ where, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp')
      built.push(where)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return { literals, built }
}

/** Rising, so that an exponential expression is found before it takes for ever, and a cubic one too. */
const LENGTHS = [22, 600, 30_000]
/** Milliseconds: a linear expression needs less than one, a quadratic one some hundreds. */
const LIMIT = 40

/** Repeated, these have slowed down expressions: blanks, digits, words, quotes, brackets, separators. */
const PIECES = [
  ' ',
  '\t',
  '\n',
  'a',
  'A',
  '0',
  '_',
  '.',
  ',',
  ':',
  ';',
  '/',
  '\\',
  '"',
  "'",
  '(',
  ')',
  '[',
  ']',
  '<',
  '>',
  '=',
  '@',
  '%',
  '-',
  '+',
  '*',
  '?',
  '#',
  '&',
  'a.',
  'a_',
  'a ',
  ' a',
  '0.',
  '%0',
  '//',
  '//a:',
  'a/',
  '\\"',
  '"a',
  'é',
  '😀',
  '\ufeff',
  '\u0000',
]

/** Texts that an expression of polynomial cost reads slowly: its own words and the usual pieces, many times. */
function* attacks(source: string, length: number): Generator<string> {
  const words = source.match(/[a-z<"/:@.]{1,20}/gi) ?? []
  const own = [...new Set(words.flatMap((word) => [word, `${word} `, `${word}a`, `${word}.0`]))]
  for (const piece of [...PIECES, ...own, words.join('')]) {
    if (piece === '') continue
    const many = piece.repeat(Math.ceil(length / piece.length))
    yield many
    yield `${many}\u0000`
    for (const word of words.slice(0, 6)) yield `${word}${many}\u0000`
  }
}

function millisecondsOf({ source, flags }: Expression, text: string): number {
  const expression = new RegExp(source, flags)
  const start = performance.now()
  text.replace(expression, '')
  return performance.now() - start
}

/** The beginning of a text that an expression reads in more than linear time; undefined if there is none. */
export function slowTextOf(expression: Expression): string | undefined {
  for (const length of LENGTHS) {
    for (const text of attacks(expression.source, length)) {
      // A busy machine is slow once, not three times.
      if ([1, 2, 3].every(() => millisecondsOf(expression, text) > LIMIT)) return text.slice(0, 60)
    }
  }
  return undefined
}
