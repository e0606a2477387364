import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import { PAGES, ROOT } from './places.ts'

/** The guides in the order in which they are read, by the names of their files. */
const GUIDES = {
  Basics: ['start', 'lists', 'writing', 'tasks', 'errors'],
  Running: ['retries', 'pacing', 'chain', 'production', 'relay', 'security'],
  'Keeping Slack equal': ['provisioning', 'command-line'],
  Testing: ['testing'],
  'Good to know': ['entries', 'migration', 'stability'],
} as const

/** The links at the top of each page. */
export const TOP: DefaultTheme.NavItem[] = [
  { text: 'Guides', link: '/guide/start', activeMatch: '/guide/' },
  { text: 'Recipes', link: '/recipes/', activeMatch: '/recipes/' },
  { text: 'Reference', link: '/reference/', activeMatch: '/reference/' },
  {
    text: 'More',
    items: [
      { text: 'Performance', link: '/performance' },
      { text: 'Architecture', link: '/architecture' },
      { text: 'Decisions', link: '/decisions/' },
      { text: 'Glossary', link: '/glossary' },
    ],
  },
]

/** The links beside each page, by the folder that it stands in. */
export function sidebar(): DefaultTheme.SidebarMulti {
  const guides = Object.entries(GUIDES).map(([text, names]) => ({
    text,
    items: names.map((name) => ({ text: titleOf(`guide/${name}.md`), link: `/guide/${name}` })),
  }))
  const tables = {
    text: 'Tables',
    items: ['cli', 'attributes', 'coverage', 'performance', 'glossary'].map((name) => ({
      text: titleOf(`${name}.md`),
      link: `/${name}`,
    })),
  }
  const inside = {
    text: 'How it is built',
    items: [{ text: 'Architecture', link: '/architecture' }, ...linksOf('decisions/index.md', '/decisions/')],
  }
  const all = [...guides, tables]
  return {
    '/guide/': all,
    '/recipes/': recipes(),
    '/reference/': [{ text: 'Entries', link: '/reference/', items: references() }, tables],
    '/decisions/': [inside],
    '/architecture': [inside],
    '/': all,
  }
}

/** The title of a page: its first heading. */
export function titleOf(page: string): string {
  return /^# (.+)$/m.exec(readFileSync(join(PAGES, page), 'utf8'))?.[1] ?? basename(page, '.md')
}

function recipes(): DefaultTheme.SidebarItem[] {
  const text = readFileSync(join(ROOT, 'docs/recipes/README.md'), 'utf8')
  const sections = Array.from(text.matchAll(/^## (.+)\n\n((?:- .+\n)+)/gm))
  return sections.map(([, title = '', list = '']) => ({ text: title, items: links(list, '/recipes/') }))
}

function linksOf(page: string, folder: string): DefaultTheme.SidebarItem[] {
  return [{ text: titleOf(page), link: folder }, ...links(readFileSync(join(PAGES, page), 'utf8'), folder)]
}

/** The links of a list in Markdown to pages of the same folder. */
function links(list: string, folder: string): DefaultTheme.SidebarItem[] {
  return Array.from(list.matchAll(/\[(.+)\]\((?:\.\/)?([\w-]+)\.md\)/g), ([, text = '', name = '']) => ({
    text: text.replaceAll('`', ''),
    link: `${folder}${name}`,
  }))
}

/** One link for each entry, the main one first. */
function references(): DefaultTheme.SidebarItem[] {
  return globSync('reference/**/index.md', { cwd: PAGES })
    .filter((page) => page !== 'reference/index.md')
    .sort()
    .map((page) => ({ text: titleOf(page), link: `/${page.replace(/index\.md$/, '')}` }))
}
