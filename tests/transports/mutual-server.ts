import { createServer } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { Certificates } from './certificates.ts'
import { type Listening, listen } from './listening.ts'

/** A service that answers with the name in the caller's certificate, and takes nobody without one. */
export function startMutualServer({ ca, server }: Certificates): Promise<Listening> {
  return listen(
    createServer({ ...server, ca, requestCert: true, rejectUnauthorized: true }, (message, response) => {
      const { subject } = (message.socket as TLSSocket).getPeerCertificate()
      response.end(JSON.stringify({ id: 'U1', caller: subject.CN }))
    }),
  )
}
