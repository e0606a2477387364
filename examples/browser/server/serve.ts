import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** Answers a server's requests with a function of web types. Bodies are not passed on: nothing here takes one. */
export function serve(server: Server, origin: string, answer: (request: Request) => Promise<Response>): void {
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    respond(message, response, origin, answer).catch((error: unknown) => {
      console.error(error)
      response.writeHead(500).end()
    })
  })
}

async function respond(
  { method, url, headers }: IncomingMessage,
  response: ServerResponse,
  origin: string,
  answer: (request: Request) => Promise<Response>,
): Promise<void> {
  const request = new Request(origin + url, { method, headers: headers as Record<string, string> })
  const answered = await answer(request)
  response.writeHead(answered.status, Object.fromEntries(answered.headers))
  response.end(await answered.text())
}
