import { fileURLToPath } from 'node:url'
import { stagePages } from './stage.ts'

// `npm run docs` builds the site into .site/dist: guides, recipes, tables and the reference, with a search that needs no
// network. Open it with `npx vitepress preview scripts/site`.

await stagePages()
// Its configuration reads the pages, which must be there.
const { build } = await import('vitepress')
await build(fileURLToPath(new URL('.', import.meta.url)))
const { writeTwins } = await import('./twins.ts')
writeTwins()
