import type { Attribute, Ownership } from '../../src/provisioning/index.ts'

/** Attributes that people change themselves, or that should not change under them. */
const OWNED: { readonly [A in Attribute]?: Ownership } = { userName: 'onCreate', displayName: 'whenEmpty' }

/** The first configuration. */
export function starterConfig(organization: string | undefined, columns: readonly Attribute[]): string {
  const owns = columns.map((name) => `      ${name}: ${OWNED[name] ?? 'always'}\n`).join('')
  return `# yaml-language-server: $schema=./node_modules/slack-scim/dist/schemas/config.schema.json
${organization === undefined ? '# organization: E0123ABCD' : `organization: ${organization}`}
journal: file:./.slack-scim
sources:
  - name: people
    people: { csv: people.csv, key: id }
    groups: { csv: groups.csv }
    # When each attribute is written: always, onCreate or whenEmpty. One that is not here is never written.
    owns:
${owns}policy:
  # What may be done. Add deactivate, removeMembers and others when a plan shows that they are right.
  allow: [createUser, updateUser, createGroup, addMembers]
`
}
