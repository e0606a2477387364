import type { Agent, buildConnector } from 'undici'
import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/** The parts of undici that connections are made of. */
export interface Undici {
  readonly Agent: typeof Agent
  readonly buildConnector: typeof buildConnector
}

/**
 * Loads what direct connections need. undici's index loads its fetch, caches, mocks and WebSockets too, which is half of
 * a cold start; versions 7 and 8 have these two files in common.
 */
export async function loadUndici(): Promise<Undici> {
  try {
    const [{ default: Agent }, { default: buildConnector }] = await Promise.all([
      import('undici/lib/dispatcher/agent.js'),
      import('undici/lib/core/connect.js'),
    ])
    // Deno reads types from the JavaScript of these files, which say less.
    return { Agent, buildConnector } as unknown as Undici
  } catch {
    return loadWholeUndici()
  }
}

/** Loads all of undici: its CONNECT, which a proxy needs, comes with the index. */
export async function loadWholeUndici(): Promise<Undici> {
  try {
    return await import('undici')
  } catch {
    throw new SCIMConfigurationError('nodeTransport: needs undici 7 or 8: npm install undici')
  }
}
