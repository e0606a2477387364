import { runTool } from '../support/tool.ts'

/** One name that an entry exports. */
export interface ExportedName {
  readonly name: string
  /** As TypeScript would say it: `class`, `function`, `const`, `interface`, `type`. */
  readonly kind: string
  readonly documented: boolean
  /** File and line of its declaration. */
  readonly at: string
}

/** What an entry exports, types included. */
export interface Surface {
  /** The comment with `@module`. */
  readonly doc: string
  readonly names: readonly ExportedName[]
}

interface DocOutput {
  readonly nodes: Readonly<
    Record<
      string,
      { readonly module_doc?: { readonly doc?: string }; readonly symbols: readonly DocSymbol[] }
    >
  >
}

interface DocSymbol {
  readonly name: string
  readonly declarations: readonly {
    readonly kind: string
    readonly jsDoc?: { readonly doc?: string }
    readonly location: { readonly filename: string; readonly line: number }
  }[]
}

const KINDS: Readonly<Record<string, string>> = { typeAlias: 'type', variable: 'const' }

/** Reads the surface of an entry as JSR documents it, from its source. */
export async function readSurface(source: string): Promise<Surface> {
  // One entry at a time: what another one exports too would be a mere reference.
  const { code, output, stdout } = await runTool('deno', ['doc', '--json', source])
  if (code !== 0) throw new Error(`deno doc ${source}: ${output}`)
  const [module] = Object.values((JSON.parse(stdout) as DocOutput).nodes)
  if (!module) throw new Error(`deno doc ${source}: no module in its answer.`)
  return {
    doc: module.module_doc?.doc ?? '',
    names: module.symbols.flatMap(({ name, declarations }) =>
      declarations.map(({ kind, jsDoc, location }) => ({
        name,
        kind: KINDS[kind] ?? kind,
        documented: Boolean(jsDoc?.doc),
        at: `${location.filename}:${location.line + 1}`,
      })),
    ),
  }
}
