import { allNodes, type CommandNode, nameOf } from './tree.ts'

/** A shell that can be completed for. */
export type Shell = 'bash' | 'zsh' | 'fish'

/** The script that makes a shell complete commands, options and their values. */
export function completionScript(shell: Shell, program: CommandNode): string {
  return { bash, zsh, fish }[shell](program)
}

function bash(program: CommandNode): string {
  return `# bash completion of slack-scim: eval "$(slack-scim completion bash)"
_slack_scim() {
  local at="" word i current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
${walk(program)}
  done
  # Readline makes three words of --option=value.
  if [[ "$current" == "=" ]]; then current=""; elif [[ "$before" == "=" ]]; then before="\${COMP_WORDS[COMP_CWORD-2]}"; fi
${choose(program)}
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _slack_scim slack-scim
`
}

function zsh(program: CommandNode): string {
  return `#compdef slack-scim
# zsh completion of slack-scim: eval "$(slack-scim completion zsh)"
_slack_scim() {
  local at="" word i before="\${words[CURRENT-1]}"
  local -a all=("\${words[@]}")
  for ((i = 2; i < CURRENT; i++)); do
    word="\${all[i]}"
${walk(program)}
  done
  local words=""
  if [[ "\${all[CURRENT]}" == --*=* ]]; then before="\${all[CURRENT]%%=*}"; compset -P '*='; fi
${choose(program)}
  if [[ -n "$words" ]]; then compadd -- \${=words}; fi
  _files
}
compdef _slack_scim slack-scim
`
}

/** Follows the names of commands that were typed. */
function walk(program: CommandNode): string {
  const known = allNodes(program).flatMap(({ path }) => (path === '' ? [] : [`" ${path}"`]))
  return `    case "$at $word" in ${known.join('|')}) at="$at $word" ;; esac`
}

/** Says what may follow: values of the option before, else commands and options. The longest path decides. */
function choose(program: CommandNode): string {
  const nodes = [...allNodes(program)].sort((one, other) => other.path.length - one.path.length)
  const at = ({ path }: CommandNode): string => (path === '' ? '' : ` ${path}`)
  const values = nodes.flatMap((node) =>
    node.options
      .filter(({ takesValue }) => takesValue)
      .map(({ name, choices }) => `    "${at(node)} ${name}") words="${choices.join(' ')}" ;;`),
  )
  const names = nodes.map((node) => {
    const words = [...node.children.map(nameOf), ...node.options.map(({ name }) => name)].join(' ')
    return `    "${at(node)} "*) words="${words}" ;;`
  })
  return `  case "$at $before" in\n${[...values, ...names].join('\n')}\n  esac`
}

function fish(program: CommandNode): string {
  const nodes = allNodes(program)
  const known = nodes.filter(({ path }) => path !== '').map(({ path }) => quoted(` ${path}`))
  const lines = nodes.flatMap((node) => {
    const when = quoted(`__slack_scim_at ${quoted(node.path === '' ? '' : ` ${node.path}`)}`)
    return [
      ...node.children.map(
        (child) => `complete -c slack-scim -f -n ${when} -a ${nameOf(child)} -d ${quoted(child.summary)}`,
      ),
      ...node.options.map(({ name, description, takesValue, choices }) => {
        const values = choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r' : ''
        return `complete -c slack-scim -n ${when} -l ${name.slice(2)}${values} -d ${quoted(description)}`
      }),
    ]
  })
  return `# fish completion of slack-scim: slack-scim completion fish | source
function __slack_scim_at
  set -l known ${known.join(' ')}
  set -l words (commandline -opc)
  set -e words[1]
  set -l at ''
  for word in $words
    if contains -- "$at $word" $known
      set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}
`
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
