import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Miniflare, type MiniflareOptions } from 'miniflare'

// Run as a process of its own, so that it can be killed: a Worker in miniflare. A line on the standard input is the time at
// which its cron fires, in milliseconds since the epoch.

const [file = ''] = process.argv.slice(2)
const miniflare = new Miniflare(JSON.parse(readFileSync(file, 'utf8')) as MiniflareOptions)
console.log(`Listening at ${await miniflare.ready}`)
// The types of both need those of Workers.
const worker = (await miniflare.getWorker()) as unknown as {
  scheduled(options: { readonly scheduledTime: Date }): Promise<{ readonly outcome: string }>
}
for await (const line of createInterface(process.stdin)) {
  const { outcome } = await worker.scheduled({ scheduledTime: new Date(Number(line)) })
  console.log(`cron ${outcome}`)
}
