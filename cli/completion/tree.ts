import type { Command } from 'commander'

/** A command of the program, for completion. */
export interface CommandNode {
  /** The names that lead to it, such as `plan deactivate`; empty for the program. */
  readonly path: string
  readonly summary: string
  readonly children: readonly CommandNode[]
  readonly options: readonly OptionNode[]
}

/** An option of a command. */
export interface OptionNode {
  /** Such as `--format`. */
  readonly name: string
  readonly description: string
  /** Whether a value follows. */
  readonly takesValue: boolean
  /** The values that it may have; empty: any. */
  readonly choices: readonly string[]
}

/** The commands and options of a program. */
export function treeOf(command: Command, path = ''): CommandNode {
  const children = command.commands.map((child) => treeOf(child, `${path} ${child.name()}`.trim()))
  const options = command.options.map(({ long, description, required, optional, argChoices = [] }) => ({
    name: long ?? '',
    description,
    takesValue: required || optional,
    choices: argChoices,
  }))
  const help: OptionNode = { name: '--help', description: 'print this help', takesValue: false, choices: [] }
  return { path, summary: command.summary() || command.description(), children, options: [...options, help] }
}

/** A command and all below it. */
export function allNodes(node: CommandNode): readonly CommandNode[] {
  return [node, ...node.children.flatMap(allNodes)]
}

/** The last name of a command. */
export function nameOf({ path }: CommandNode): string {
  return path.slice(path.lastIndexOf(' ') + 1)
}
