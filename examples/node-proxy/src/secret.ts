import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Reads a secret from where the platform mounts it: systemd (`LoadCredential=`) names a folder, Docker and Kubernetes
 * have /run/secrets. It is read at each use, so that it may change while we run.
 */
export async function secret(name: string): Promise<string> {
  const folder = process.env.CREDENTIALS_DIRECTORY ?? '/run/secrets'
  return (await readFile(join(folder, name), 'utf8')).trim()
}
