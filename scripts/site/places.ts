import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

/** What `npm run docs` makes: Git ignores all of it. */
export const PAGES: string = `${ROOT}.site/pages`
export const SITE: string = `${ROOT}.site/dist`

const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
  readonly description: string
  readonly repository: { readonly url: string }
}

/** What the package is, in a sentence. */
export const DESCRIPTION: string = manifest.description

/** The repository in a browser; `package.json` says where it is. */
export const REPOSITORY: string = manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '')
