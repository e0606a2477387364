import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// What the release workflow runs in the place of `changeset version`, which knows only of package.json.

/** Where else the version stands. Edited as text, so that nothing but the version changes. */
const COPIES: Readonly<Record<string, RegExp>> = {
  'deno.json': /^( {2}"version": ")[^"]+/m,
  'src/protocol/version.ts': /(VERSION\b[^'"=]*= ['"])[^'"]+/,
  // Once for the lockfile, once for the package that it locks.
  'package-lock.json': /((?:^ {2}|^ {4}"": \{\n {6}"name": "[^"]+",\n {6})"version": ")[^"]+/gm,
}

/**
 * Writes the version of package.json wherever else it stands.
 *
 * @param root - the folder of the repository
 * @throws an error that names the file which has no version where it is looked for
 */
export function copyVersion(root: string): string {
  const read = (name: string): string => readFileSync(join(root, name), 'utf8')
  const { version } = JSON.parse(read('package.json')) as { readonly version: string }
  for (const [name, pattern] of Object.entries(COPIES)) {
    const text = read(name)
    if (text.search(pattern) < 0) throw new Error(`${name} has no version where ${pattern} looks for it.`)
    writeFileSync(join(root, name), text.replace(pattern, `$1${version}`))
  }
  return version
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const changeset = fileURLToPath(import.meta.resolve('@changesets/cli/bin.js'))
  const { status } = spawnSync(process.execPath, [changeset, 'version'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  copyVersion(root)
}
