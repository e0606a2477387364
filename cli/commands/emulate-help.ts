import { ASSUMPTIONS, slackWorlds } from '../../mocks/index.ts'

/** What `slack-scim emulate --help` says after its options. */
export function emulateHelp(): string {
  const pairs = slackWorlds().filter(({ name }) => name.includes(' '))
  const assumptions = Object.entries(ASSUMPTIONS).map(
    ([
      name,
      {
        options: [first, ...others],
      },
    ]) => `  ${name}=${first} (default), ${others.join(', ')}`,
  )
  return `
Examples:
  npx -p slack-scim slack-scim emulate --port 4010 --users 200
  npx -p slack-scim slack-scim emulate init seed.yaml
  npx -p slack-scim slack-scim emulate --seed seed.yaml --limits --assume active-as-string=refused

The first line of output tells the address and the token; GET / tells them again. Programs control the emulator at
/_emulator/ with loopback hosts: state, faults, assumptions, events, clock and reset. Ctrl-C ends it with exit code 0;
a mistyped option, a bad file or a port in use ends it with 1.

Worlds, for --world:
  default           each assumption makes a careless program fail
  lenient           a careless program gets away with most
  <name>=<value>    one assumption below differs from the default world
${pairs.map(({ name }) => `  "${name}"`).join('\n')}

Assumptions, for --assume and --world. Slack documents none of them; GET /_emulator/assumptions tells which decided something:
${assumptions.join('\n')}
`
}
