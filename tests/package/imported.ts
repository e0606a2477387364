import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'
import { ROOT } from '../support/tool.ts'

/**
 * Every specifier in a source: static and dynamic imports, exports, types, references. The syntax tree is walked,
 * since `ts.preProcessFile` misses `export * as name from`.
 */
export function specifiersIn(source: string): string[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.ESNext)
  const references = [file.referencedFiles, file.typeReferenceDirectives, file.libReferenceDirectives]
  const found = references.flat().map(({ fileName }) => fileName)
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal
  if (ts.isExternalModuleReference(node)) return node.expression
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0]
  return undefined
}

/** Every specifier in a file of the repository, such as `src/index.ts`. */
export function specifiersOf(path: string): string[] {
  return specifiersIn(readFileSync(ROOT + path, 'utf8'))
}

/** The files that a file imports by a relative path, as paths of the repository. */
export function importedBy(path: string): string[] {
  return specifiersOf(path)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(path), specifier))
}
