import { spawn } from 'node:child_process'
import { ROOT } from './support/tool.ts'

// `npm run dev`: types and the tests that a change concerns, again on each change. Ends with Ctrl-C.
// Arguments are vitest's: `npm run dev -- tests/filter` watches one area.

const wanted = process.argv.slice(2)
const tools = [
  ['tsc', '-p', '.', '--watch', '--preserveWatchOutput', '--pretty', 'false'],
  ['vitest', 'watch', ...(wanted.length > 0 ? wanted : ['--changed'])],
] as const

const running = tools.map(([name, ...args]) =>
  spawn(name, args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' }),
)
const stopAll = (): void => {
  for (const child of running) child.kill()
}
for (const child of running) child.on('exit', stopAll)
process.on('SIGINT', stopAll)
process.on('SIGTERM', stopAll)
