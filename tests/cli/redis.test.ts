import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seedDirectory } from '../../mocks/index.ts'
import { ownRedis } from '../pacing/own-redis.ts'
import { emulated } from './emulated.ts'
import { runHere } from './run.ts'
import { edit, slackCompany } from './slack-company.ts'

const redis = ownRedis()
const slack = emulated({ seed: seedDirectory({ users: 12, groups: 1 }) })

describe('a journal in Redis', () => {
  it('keeps links and runs for every machine', async () => {
    const { folder, at } = await slackCompany(slack)
    const url = `redis://127.0.0.1:${redis.server.port}/0`
    edit(join(folder, 'slack-scim.config.yaml'), (text) => text.replace('file:./.slack-scim', url))
    expect((await runHere('apply', ...at, '--yes')).code).toBe(0)
    const config = at.slice(0, 2)
    expect((await runHere('runs', 'list', ...config)).output).toContain('equal')
    expect((await runHere('plan', ...at)).output).not.toContain('Link ')
    const other = await runHere('runs', 'list', '--journal', `${url}?name=another`)
    expect([other.code, other.output]).toEqual([0, ''])
  })

  it('that cannot be reached is exit 1, without the password of its URL', async () => {
    const { at } = await slackCompany(slack)
    const { code, errors } = await runHere(
      'plan',
      ...at,
      '--journal',
      'redis://:hunter2@127.0.0.1:1/0?name=x',
    )
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^error: journal: Redis: 'secret' failed: connect ECONNREFUSED 127\.0\.0\.1:1$/m),
    ])
    expect(errors).not.toContain('hunter2')
    const bad = await runHere('plan', ...at, '--journal', 'postgres://:hunter2@host/')
    expect([bad.code, bad.errors]).toEqual([
      1,
      expect.stringContaining('must begin with file:, redis: or rediss:'),
    ])
    expect(bad.errors).not.toContain('hunter2')
  })
})
