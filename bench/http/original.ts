import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Answer } from './client.ts'
import type { Runner } from './processes.ts'
import { PEOPLE, WORKS } from './works.ts'

/** The name of the original client among the contenders. */
export const ORIGINAL = 'slack_sdk (Python)'

const PROGRAM = fileURLToPath(new URL('original.py', import.meta.url))

/**
 * Starts the process of the original client, Slack's own for Python, which reads its typed models.
 *
 * @param folder - holds the package `slack_sdk`
 * @param base - the base URL of the service
 */
export async function startOriginal(folder: string, base: string): Promise<Runner> {
  const child = spawn('python3', [PROGRAM, folder, base], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`${ORIGINAL} ended with ${code}: does ${folder} hold slack_sdk?`)
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const reply = async (): Promise<Answer> => {
    const { value } = await Promise.race([lines.next(), ended])
    return JSON.parse(value || '{"error":"no answer"}') as Answer
  }
  ended.catch(() => {})
  if (!('ready' in (await reply()))) await ended
  return {
    name: ORIGINAL,
    async run({ work, sample }) {
      child.stdin.write(`${JSON.stringify({ ...WORKS[work], people: PEOPLE, sample })}\n`)
      const answer = await reply()
      if ('taken' in answer) return answer.taken
      throw new Error(`${ORIGINAL}: ${'error' in answer ? answer.error : 'answered out of turn'}`)
    },
    stop: () => child.stdin.end(),
  }
}
