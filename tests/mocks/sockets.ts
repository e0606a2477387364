import { connect, type Socket } from 'node:net'

/** A connection without an HTTP client in between, which could not send what is malformed. */
export interface RawConnection {
  readonly socket: Socket
  /** Resolves to everything that was received when the server has closed the connection. */
  readonly closed: Promise<string>
  /** Resolves to everything received so far, as soon as it contains `text`. */
  until(text: string): Promise<string>
}

/** Connects to the server at `url` and sends `text` as it is. */
export function sendRaw(url: string, text: string): RawConnection {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    received += chunk
  })
  // A reset after the answer is as good as an end.
  socket.on('error', () => undefined)
  socket.write(text)
  return {
    socket,
    closed: new Promise((resolve) => socket.on('close', () => resolve(received))),
    until: (part) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (received.includes(part)) resolve(received)
        }
        socket
          .on('data', look)
          .on('close', () => reject(new Error(`closed after ${JSON.stringify(received)}`)))
        look()
      }),
  }
}

/** A request as it stands on the wire; its lines end in CRLF. */
export function rawRequest(line: string, headers: readonly string[] = [], body = ''): string {
  return [line, ...headers, '', body].join('\r\n')
}
