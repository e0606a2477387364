import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { Env } from './env.ts'

/** The address of the approver who asks, as Cloudflare Access vouches for it; nothing for anybody else. */
export async function approverOf(request: Request, env: Env): Promise<string | undefined> {
  const token = request.headers.get('cf-access-jwt-assertion')
  if (!token) return undefined
  const keys = createRemoteJWKSet(new URL('/cdn-cgi/access/certs', env.ACCESS_TEAM))
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: env.ACCESS_TEAM,
      audience: env.ACCESS_AUDIENCE,
    })
    const email = String(payload.email).toLowerCase()
    const approvers = env.APPROVERS.split(',').map((address) => address.trim().toLowerCase())
    return approvers.includes(email) ? email : undefined
  } catch {
    return undefined
  }
}
