import { Argument, Command } from 'commander'

/** Makes `slack-scim completion`. */
export function completionCommand(): Command {
  return new Command('completion')
    .summary('print what makes a shell complete commands and options')
    .description('Prints a script for bash, zsh or fish, made of the commands that there are.')
    .addArgument(new Argument('<shell>', 'of the script').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `
Examples:
  eval "$(slack-scim completion bash)"
  slack-scim completion fish
`,
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish', _options: unknown, command: Command) => {
      const [{ completionScript }, { treeOf }, { createOutput }] = await Promise.all([
        import('../completion/scripts.ts'),
        import('../completion/tree.ts'),
        import('../terminal/output.ts'),
      ])
      const program = command.parent ?? command
      await createOutput({}).result(completionScript(shell, treeOf(program)))
    })
}
