import { fileURLToPath } from 'node:url'
import { type DefaultTheme, defineConfig, type UserConfig } from 'vitepress'
import { sidebar, TOP } from './navigation.ts'
import { DESCRIPTION, PAGES, REPOSITORY, ROOT, SITE } from './places.ts'

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b5cad"/><path d="M4 8h8M9 5l3 3-3 3" stroke="#fff" stroke-width="2" fill="none"/></svg>',
)}`

/** A recipe or guide goes before an export that has the same words. The function runs in the browser. */
const SEARCH: DefaultTheme.LocalSearchOptions = {
  detailedView: true,
  miniSearch: {
    searchOptions: {
      boostDocument: (id: string) => (id.includes('/recipes/') ? 2 : id.includes('/reference/') ? 0.5 : 1),
    },
  },
}

/** The site that `npm run docs` builds. Nothing of it comes from another host. */
const config: UserConfig<DefaultTheme.Config> = defineConfig({
  title: 'slack-scim',
  description: DESCRIPTION,
  lang: 'en',
  base: process.env.DOCS_BASE ?? '/',
  srcDir: PAGES,
  outDir: SITE,
  cacheDir: `${ROOT}.site/cache`,
  cleanUrls: false,
  // A link that leads nowhere fails the build.
  ignoreDeadLinks: false,
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
  head: [['link', { rel: 'icon', href: ICON }]],
  vite: {
    resolve: {
      alias: [
        {
          find: /^.*\/VPHome\.vue$/,
          replacement: fileURLToPath(new URL('.vitepress/theme/VPHome.vue', import.meta.url)),
        },
      ],
    },
    // The index of the search is one file.
    build: { chunkSizeWarningLimit: 4000 },
  },
  themeConfig: {
    nav: TOP,
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local', options: SEARCH },
    socialLinks: [{ icon: 'github', link: REPOSITORY, ariaLabel: 'The repository' }],
    footer: { message: 'MIT. This is not a product of Slack.' },
  },
})

export default config
