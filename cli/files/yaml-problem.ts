/** A message of the parser of YAML, which recurses: of a file that is nested thousands deep it tells the stack of V8. */
export function yamlProblem(message: string): string {
  return message.includes('call stack') ? 'is nested too deeply' : message
}
