// What samples use of packages that are not installed here. They are compiled against this and do not run.

declare module '@slack/bolt' {
  interface Command {
    readonly command: { readonly user_id: string; readonly text: string }
    readonly client: {
      readonly users: {
        info(options: { readonly user: string }): Promise<{ readonly user?: { readonly is_admin?: boolean } }>
      }
    }
    ack(): Promise<void>
    respond(text: string): Promise<unknown>
  }

  export class App {
    constructor(options: { readonly token?: string | undefined; readonly signingSecret?: string | undefined })
    command(name: string, listener: (command: Command) => Promise<unknown>): void
    start(port: number): Promise<unknown>
  }
}

declare module '*/whois.ts' {
  export function whois(email: string): Promise<string>
}
