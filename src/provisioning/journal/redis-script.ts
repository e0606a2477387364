/**
 * A journal in Redis, each operation one atomic script on the clock of Redis.
 *
 * KEYS: the lease (a hash), the entries (a stream), the secret, the kept runs (a hash), the times until which they are
 * kept (a sorted set).
 *
 * ARGV: the operation, the fence, then what the operation takes. Operations that need the newest lease return 'lost'
 * otherwise.
 */
export const REDIS_JOURNAL_SCRIPT = `
local lease, entries, secret, runs, kept = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local op, fence = ARGV[1], ARGV[2]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function text(number) return string.format('%.0f', number) end

local function newest() return redis.call('HGET', lease, 'fence') or '0' end
local function held() return tonumber(redis.call('HGET', lease, 'until') or '0') > now end

-- Old runs are deleted with every call.
for _, run in ipairs(redis.call('ZRANGEBYSCORE', kept, '-inf', text(now))) do
  redis.call('HDEL', runs, run)
  redis.call('ZREM', kept, run)
end

if op == 'lease' then
  if held() then return false end
  local number = redis.call('HINCRBY', lease, 'fence', 1)
  redis.call('HSET', lease, 'owner', ARGV[3], 'until', text(now + tonumber(ARGV[4])))
  return text(number)
end
if op == 'holder' then
  if not held() then return false end
  return { redis.call('HGET', lease, 'owner'), redis.call('HGET', lease, 'until') }
end
if op == 'secret' then
  redis.call('SET', secret, ARGV[3], 'NX')
  return redis.call('GET', secret)
end
if op == 'read' then
  local page = {}
  for _, row in ipairs(redis.call('XRANGE', entries, ARGV[3], '+', 'COUNT', ARGV[4])) do
    page[#page + 1] = row[1]
    page[#page + 1] = row[2][2]
  end
  return page
end
if op == 'loadRun' then return redis.call('HGET', runs, ARGV[3]) end
if op == 'runs' then return redis.call('HKEYS', runs) end

if fence ~= newest() then return 'lost' end

if op == 'renew' then redis.call('HSET', lease, 'until', text(now + tonumber(ARGV[3]))) end
if op == 'release' then redis.call('HSET', lease, 'until', '0') end
if op == 'replace' then redis.call('DEL', entries) end
if op == 'append' or op == 'replace' then
  for i = 3, #ARGV do redis.call('XADD', entries, '*', 'entry', ARGV[i]) end
end
if op == 'saveRun' then
  redis.call('HSET', runs, ARGV[3], ARGV[4])
  redis.call('ZADD', kept, text(now + tonumber(ARGV[5])), ARGV[3])
end
if op == 'dropRun' then
  redis.call('HDEL', runs, ARGV[3])
  redis.call('ZREM', kept, ARGV[3])
end
return 'ok'
`
