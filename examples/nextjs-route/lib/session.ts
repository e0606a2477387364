/** Who is asking. */
export interface Session {
  readonly name: string
}

/** Without `DEMO_KEY` nobody can sign in. */
export function demoKey(): string | undefined {
  return process.env.DEMO_KEY
}

/** Finds who is signed in. This one knows a demonstration only: put your own sign-in in its place. */
export function sessionOf(cookie: string | null): Session | undefined {
  const key = demoKey()
  return key && cookie?.split('; ').includes(`session=${key}`) ? { name: 'demonstration' } : undefined
}
