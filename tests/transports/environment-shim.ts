// Run by Bun and Deno: makes a transport under each environment, asks once, and tells where the request went.
import process from 'node:process'
import { bunTransport } from '../../src/transports/bun.ts'
import { denoTransport } from '../../src/transports/deno.ts'
import type { ProxyTransportOptions } from '../../src/transports/proxy-options.ts'
import type { Asked } from './proxy-servers.ts'

const { plain, control, names, rows } = JSON.parse(process.argv[2] ?? '') as {
  plain: string
  control: string
  names: readonly string[]
  rows: readonly (readonly [Readonly<Record<string, string>>, ProxyTransportOptions])[]
}
const make = 'Deno' in globalThis ? denoTransport : bunTransport
const clear = (): void => {
  for (const name of names) delete process.env[name]
}
// The environment of this process must not be in the way of asking what the proxies were asked.
const asked = async (): Promise<Asked> => (await fetch(control)).json() as Promise<Asked>

const went: string[] = []
for (const [environment, options] of rows) {
  clear()
  await asked()
  Object.assign(process.env, environment)
  const outcome = await (async () => make(options)(plain, { method: 'GET', headers: {} }))().then(
    () => '',
    (error: Error) => (error.name === 'SCIMConfigurationError' ? 'refused' : 'fails'),
  )
  clear()
  went.push(outcome || ((await asked()).lines.length > 0 ? 'proxy' : 'direct'))
}
console.log(JSON.stringify(went))
