import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** The most parameters of a function; more are one object with named properties. */
const MAX_PARAMETERS = 3

/** The most lines of a file. */
const MAX_LINES = 300

/** What is wrong with a file of sources or tests: functions with too many parameters, expressions that list words. */
export function misshapen(file: string, text: string = readFileSync(file, 'utf8')): readonly string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const where = `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
    if (hasBody(node) && positional(node).length > MAX_PARAMETERS)
      found.push(`${where}: more than ${MAX_PARAMETERS} parameters: pass one object with named properties`)
    if (ts.isRegularExpressionLiteral(node) && listsWords(node.text))
      found.push(`${where}: ${node.text} lists words: use an array or a Set`)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** Whether a file is too long. */
export function isLong(file: string, text: string = readFileSync(file, 'utf8')): boolean {
  return text.trimEnd().split('\n').length > MAX_LINES
}

function hasBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined
}

/** The parameters but for `options` at the end, which are such an object already and may be left out. */
function positional({ parameters }: ts.FunctionLikeDeclaration): readonly ts.ParameterDeclaration[] {
  const last = parameters.at(-1)
  return last?.name.getText() === 'options' && last.initializer ? parameters.slice(0, -1) : parameters
}

/** Whether an expression matches exactly some words, as `^(a|b)$` does. */
function listsWords(literal: string): boolean {
  return /^\/\^(\((\?:)?\w+(\|\w+)+\))+\$\/\w*$/.test(literal)
}
