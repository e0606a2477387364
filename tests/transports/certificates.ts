import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A certificate and its key, as PEM text. */
export interface Identity {
  readonly cert: string
  readonly key: string
}

/** An authority of its own, and those whom it vouches for. */
export interface Certificates {
  readonly ca: string
  /** For `localhost` and 127.0.0.1. */
  readonly server: Identity
  readonly client: Identity
  /** For `elsewhere.test` only. */
  readonly misnamed: Identity
}

const EXTENSIONS = {
  server: 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE',
  client: 'extendedKeyUsage=clientAuth\nbasicConstraints=CA:FALSE',
  misnamed: 'subjectAltName=DNS:elsewhere.test\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE',
}

/** Makes them anew, with openssl: a key in a repository is one that scanners report and that expires. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = mkdtempSync(join(tmpdir(), 'slack-scim-certificates-'))
  const openssl = (line: string): Promise<unknown> =>
    promisify(execFile)('openssl', line.split(' '), { cwd: folder })
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const newKey = 'req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
  const issue = async (name: keyof typeof EXTENSIONS): Promise<Identity> => {
    writeFileSync(join(folder, `${name}.ext`), EXTENSIONS[name])
    await openssl(`${newKey} -keyout ${name}.key -subj /CN=${name} -out ${name}.csr`)
    const signed = '-CA ca.crt -CAkey ca.key -CAcreateserial -days 2'
    await openssl(`x509 -req -in ${name}.csr ${signed} -extfile ${name}.ext -out ${name}.crt`)
    return { cert: read(`${name}.crt`), key: read(`${name}.key`) }
  }
  try {
    await openssl(`${newKey} -x509 -days 2 -subj /CN=authority -keyout ca.key -out ca.crt`)
    return {
      ca: read('ca.crt'),
      server: await issue('server'),
      client: await issue('client'),
      misnamed: await issue('misnamed'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
