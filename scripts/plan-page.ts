import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// `npm run plan-page` bundles scripts/plan-page/ into a module of src: JSR has no build step, and the page carries its
// style and script. A test keeps the module current.

/** The module that is made. */
export const PAGE_MODULE: string = fileURLToPath(new URL('../src/provisioning/html/page.ts', import.meta.url))

/** The text of the module. */
export async function renderPageModule(): Promise<string> {
  const [style, script] = await Promise.all([bundled('style.css'), bundled('main.ts')])
  return `// Made by \`npm run plan-page\` from scripts/plan-page/. Do not edit.

/** The style of the page, minified. */
export const STYLE: string =
  ${literal(style)}

/** The hash of \`STYLE\` for a Content-Security-Policy. */
export const STYLE_HASH: string = '${hashOf(style)}'

/** The script of the page, minified. */
export const SCRIPT: string =
  ${literal(script)}

/** The hash of \`SCRIPT\` for a Content-Security-Policy. */
export const SCRIPT_HASH: string = '${hashOf(script)}'
`
}

/** One minified file, as ASCII: what it means does not depend on how the page is decoded. */
async function bundled(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`plan-page/${name}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    charset: 'ascii',
    // The browsers that know `light-dark()`.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    legalComments: 'none',
  })
  const text = outputFiles.map((file) => file.text.trim()).join('')
  if (/<\/(script|style)/i.test(text)) throw new Error(`plan-page: ${name}: must not end its own element`)
  return text
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** A literal in the quotes that the formatter takes. */
function literal(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  if (!text.includes("'")) return `'${escaped}'`
  if (!text.includes('"')) return `"${escaped}"`
  return `\`${escaped.replaceAll('`', '\\`').replaceAll('${', '\\${')}\``
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = await renderPageModule()
  const isCurrent = readFileSync(PAGE_MODULE, { encoding: 'utf8', flag: 'a+' }) === text
  if (!isCurrent) writeFileSync(PAGE_MODULE, text)
}
