import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { SUPPORT_1_1, SUPPORT_2_0 } from '../src/filter/filter-support.ts'
import {
  ATTRIBUTES,
  type Attribute,
  type AttributeKind,
  type Clearing,
  HINTS,
  UNSTORED_PARTS,
  UNWRITTEN,
  type Version,
} from '../src/schemas/attributes.ts'

// `npm run attributes` renders the table of src/schemas/attributes.ts; a test keeps docs/attributes.md current.

/** Where the table is rendered to. */
export const DOCUMENT: string = fileURLToPath(new URL('../docs/attributes.md', import.meta.url))

const KINDS: Readonly<Record<AttributeKind, readonly [type: string, stored: string]>> = {
  handle: [
    'text',
    'stored in lower case, with other characters as `_`, cut at 21 or refused; `userName` and `nickName` mirror each other',
  ],
  shown: ['text', 'stored as sent, or with special characters as `_`; at most 80 characters'],
  zone: ['text', 'stored as sent; `America/Los_Angeles` where there is none'],
  stored: ['text', 'stored as sent'],
  switch: ['boolean', 'whether the account works'],
  complex: ['object', 'its sub-attributes are merged'],
  emails: ['list', 'two are stored; primary: the one marked `primary`, else of type `work`, else the first'],
  phones: [
    'list',
    'two are stored, and they cross over: a write takes `primary: true` and `type: "mobile"` for the primary phone, a read marks the mobile phone by `type: "mobile"`',
  ],
  single: ['list', 'one is stored: the one marked `primary`, else of type `work`, else the first'],
  set: ['list', 'all are stored, by value'],
}

const UNWRITTEN_TEXTS: Readonly<Record<keyof typeof UNWRITTEN, readonly [writer: string, stored: string]>> = {
  envelope: ['Slack', 'accepted in a PUT'],
  assigned: ['Slack', 'set by Slack; ignored in a write'],
  initial: ['callers, at creation', 'taken when the account is created, refused later'],
  ignored: ['nobody', 'sent by identity providers, stored nowhere'],
}

function clearing(form: Clearing, version: Version): string {
  if (form === 'blank') return version === '1.1' ? "`' '` (one space)" : "replace with `''`"
  if (form === 'named') return version === '1.1' ? '`meta.attributes`' : 'remove'
  if (form === 'none') return 'replace with `[]`'
  return form === 'parts' ? 'part by part' : 'not at all'
}

/** By what elements of a list are removed. */
function removal({ kind }: Attribute): string {
  if (kind === 'single') return 'whole'
  return KINDS[kind][0] === 'list' ? 'value' : ''
}

function filters(name: string): string {
  const taken = Object.entries({ '1.1': SUPPORT_1_1, '2.0': SUPPORT_2_0 }).map(
    ([version, { attributes }]) => {
      const operators = attributes[name.toLowerCase()] ?? []
      return operators.length > 0 ? `${version}: ${operators.length > 1 ? 'all' : 'eq'}` : ''
    },
  )
  return taken.filter(Boolean).join(', ')
}

function rows(): string[][] {
  const written = Array.from(ATTRIBUTES.values(), (attribute) => {
    const { name, kind } = attribute
    const [type, stored] = KINDS[kind]
    const forms = (['1.1', '2.0'] as const).map((version) => clearing(attribute[version], version))
    return [name, type, 'callers', stored, ...forms, removal(attribute), filters(name)]
  })
  const others = (Object.keys(UNWRITTEN) as (keyof typeof UNWRITTEN)[]).flatMap((reason) =>
    UNWRITTEN[reason].map((name) => [name, '', ...UNWRITTEN_TEXTS[reason], '', '', '', filters(name)]),
  )
  return [...written, ...others]
}

/** The document that `npm run attributes` writes. */
export function renderAttributes(): string {
  const head = [
    'attribute',
    'type',
    'written by',
    'what Slack does',
    'cleared on 1.1',
    'cleared on 2.0',
    'elements removed by',
    'filter',
  ]
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const names = Object.keys(SUPPORT_1_1.attributes).filter((name) => !ATTRIBUTES.has(name))
  return `# Attributes

What Slack does with each attribute of users and groups, made by \`npm run attributes\` from \`src/schemas/attributes.ts\`, which
the client, patches and tasks read. It rests on <https://docs.slack.dev/reference/scim-api>, and on what Slack's own tests and
production code of others show. \`enterprise\`, \`guest\` and \`profile\` stand for the URNs of the extensions; a \`list\` is multi-valued.

${[head, head.map(() => '---'), ...rows()].map(line).join('\n')}

- Of the elements of lists, ${HINTS.map((name) => `\`${name}\``).join(', ')} are read on a write and stored nowhere, and ${UNSTORED_PARTS.map((name) => `\`${name}\``).join(', ')} are set
  by Slack or ignored. All other sub-attributes are stored. \`operation: "delete"\` removes an element on 1.1.
- \`managerId\` takes a Slack id, a primary email or a \`userName\`, and is answered as a Slack id.
- \`guest\` makes a guest of a member, and its removal a member of a guest; both reactivate the account.
- \`emails\` is cleared but for the primary one. A number of \`phoneNumbers\` that comes alone is the primary phone, but for one of type \`work\`.
- On 1.1, filters take ${names.map((name) => `\`${name}\``).join(', ')} as well, which are no attributes.
`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = renderAttributes()
  const isCurrent = readFileSync(DOCUMENT, { encoding: 'utf8', flag: 'a+' }) === text
  if (!isCurrent) writeFileSync(DOCUMENT, text)
}
