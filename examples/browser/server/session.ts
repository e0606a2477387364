/** Who may use the page: whoever opened the link that the server printed. Put your own sign-in in its place. */
export interface Session {
  /** What is in the link. */
  readonly key: string
  isSignedIn(cookie: string | null): boolean
  /** The cookie that signs in; no script can read it, and no other site's request carries it. */
  readonly cookie: string
}

/** Makes a session that lasts as long as the server. */
export function createSession(): Session {
  const key = crypto.randomUUID()
  const value = crypto.randomUUID()
  return {
    key,
    cookie: `session=${value}; HttpOnly; SameSite=Strict; Path=/`,
    isSignedIn: (cookie) => (cookie ?? '').split('; ').includes(`session=${value}`),
  }
}
