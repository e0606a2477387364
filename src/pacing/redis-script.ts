/**
 * `StoreState` as a script, so that each request is answered atomically: the same numbers from the same rules, on the
 * clock of Redis. Only the state is kept differently: requests that count are a sorted set by the time at which they
 * end, or count as ended; the rest is fields of one hash. Every number that is read is held within its bounds, since a
 * state that was tampered with or left by another version must not stop all requests.
 *
 * KEYS: the hash; the requests of the endpoint and of the organization; the machines in line at the endpoint and in
 * the organization, each with a second set by the time at which they are given up; the writer of the resource; its lock.
 *
 * ARGV: 'take' or 'done', permit, machine, endpoint, organization, the endpoint's rate and burst, the
 * organization's, share, '1' for a write to a resource, the longest pause; then for 'take' how long it waited, and for
 * 'done' how long it was held, the status, the reason and the milliseconds of Retry-After, or ''; the resource.
 *
 * It returns how long to wait, and why: 0 for the rate, 1 for the resource, 2 for a pause.
 */
export const REDIS_SCRIPT = `
local MINUTE, ARRIVAL, IDLE, GONE, WRITER = 60001, 2000, 2000, 2000, 60000
local SEARCH, HOLD, SPAN, LONGEST, MEMORY, AGAIN = 600000, 600000, 1200000, 3600000, 7200000, 120000
local NEVER = -1e15
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local state, own_log, all_log, own_line, own_gone, all_line, all_gone, writer, lock =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local op, permit, machine, endpoint, organization = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local share, writes, max_pause = tonumber(ARGV[10]), ARGV[11] == '1', tonumber(ARGV[12])

local function exact(number) return string.format('%.17g', number) end

-- A number within bounds, or the default where there is none.
local function number(text, default, least, most)
  local value = tonumber(text or default)
  if not value or value ~= value then value = default end
  return math.min(most, math.max(least, value))
end

local function share_at(adapted)
  local progress = math.min(1, math.max(0, (now - adapted.at - adapted.hold) / adapted.span))
  return adapted.share + (1 - adapted.share) * progress ^ 3
end

local function read_adapted(name)
  local f = redis.call('HMGET', state, name .. ':share', name .. ':at', name .. ':hold', name .. ':span')
  if not f[1] then return { share = 1, at = NEVER, hold = 0, span = SEARCH } end
  return { share = number(f[1], 1, 0.05, 1), at = number(f[2], NEVER, NEVER, now), hold = number(f[3], 0, 0, LONGEST),
    span = number(f[4], SEARCH, 1, LONGEST) }
end

local function scale(b)
  b.scale = share * share_at(b.adapted)
  b.rate = b.limit * b.scale / 60000
  b.minute = math.max(1, math.floor(b.limit * b.scale))
end

-- Until when another app is believed to use the same limits.
local short = number(redis.call('HGET', state, 'short'), NEVER, NEVER, now + HOLD + LONGEST)

local function refill(b, at)
  local burst = b.burst * b.scale
  if now < short then burst = 2000 * b.rate end
  local capacity = math.max(1, burst) - b.flying
  if b.even then capacity = math.min(capacity, math.max(0, b.minute - b.used) + b.limit / 200) end
  b.level = math.min(capacity, b.level + (at - b.time) * b.rate)
  b.time = at
end

local function open(name, log, limit, burst, even)
  local b = { name = name, log = log, limit = tonumber(limit), burst = tonumber(burst), even = even }
  local f = redis.call('HMGET', state, name .. ':level', name .. ':time', name .. ':paused', name .. ':passed',
    name .. ':idle', name .. ':last')
  -- Redis may be set back; then time stands still until it is made good.
  b.level, b.time = number(f[1], b.burst, -b.limit, b.burst), number(f[2], now, 0, now)
  b.paused, b.passed = number(f[3], NEVER, NEVER, now + max_pause), number(f[4], 0, 0, 1e9)
  b.idle, b.last = number(f[5], 0, 0, now), number(f[6], now, 0, now)
  b.adapted = read_adapted(name)
  if share_at(b.adapted) == 1 then b.adapted.share = 1 end
  scale(b)
  redis.call('ZREMRANGEBYSCORE', log, '(' .. exact(now + ARRIVAL), '+inf')
  b.flying = redis.call('ZCOUNT', log, '(' .. exact(b.time), '+inf')
  b.used = redis.call('ZCARD', log)
  local arrived = redis.call('ZRANGEBYSCORE', log, '(' .. exact(b.time), now, 'WITHSCORES')
  for i = 2, #arrived, 2 do
    refill(b, tonumber(arrived[i]))
    b.flying, b.passed = b.flying - 1, b.passed + 1
  end
  redis.call('ZREMRANGEBYSCORE', log, '-inf', now - MINUTE)
  b.used = redis.call('ZCARD', log)
  refill(b, now)
  return b
end

local function save(b)
  redis.call('HSET', state, b.name .. ':level', exact(b.level), b.name .. ':time', exact(b.time),
    b.name .. ':paused', exact(b.paused), b.name .. ':passed', b.passed,
    b.name .. ':idle', b.idle, b.name .. ':last', b.last)
  if b.adapted.at ~= NEVER then
    redis.call('HSET', state, b.name .. ':share', exact(b.adapted.share), b.name .. ':at', exact(b.adapted.at),
      b.name .. ':hold', b.adapted.hold, b.name .. ':span', b.adapted.span)
  end
  redis.call('PEXPIRE', state, 14400000)
  redis.call('PEXPIRE', b.log, 120000)
end

local function wait_for(b, ahead)
  local wait = math.max(0, b.paused - now)
  local missing = ahead + 1 - b.level
  if missing > 1e-6 then wait = math.max(wait, missing / b.rate) end
  local excess = b.used + ahead + 1 - b.minute
  if excess > 0 then
    local over = redis.call('ZRANGE', b.log, excess - 1, excess - 1, 'WITHSCORES')[2]
    wait = math.max(wait, math.min(now, tonumber(over or now)) + MINUTE - now)
  end
  return wait
end

local function in_line(line, gone, who, turn)
  redis.call('ZREMRANGEBYSCORE', gone, '(' .. exact(now + max_pause + GONE), '+inf')
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', gone, '-inf', '(' .. now)) do
    redis.call('ZREM', line, other)
    redis.call('ZREM', gone, other)
  end
  redis.call('ZREM', line, who)
  redis.call('ZREM', gone, who)
  -- No machine stays in line for ever: a line that its second set does not match starts anew.
  if redis.call('ZCARD', line) ~= redis.call('ZCARD', gone) then redis.call('DEL', line, gone) end
  return redis.call('ZCOUNT', line, '-inf', '(' .. exact(turn))
end

local function stand(line, gone, who, turn, wait)
  redis.call('ZADD', line, exact(turn), who)
  redis.call('ZADD', gone, exact(now + wait + GONE), who)
  redis.call('PEXPIRE', line, 3600000)
  redis.call('PEXPIRE', gone, 3600000)
end

local function available(b)
  local ours, time = b.limit * share, math.max(1, now - b.adapted.at - b.idle)
  local use = b.used / ours
  if time < 10000 then return 0.9 * use end
  if time > 120000 then return use end
  return math.min(b.passed * 60000 / time / ours, use)
end

local function after_refusal(b)
  local adapted = b.adapted
  if now - adapted.at > MEMORY then return { share = 0.5, at = now, hold = 0, span = SEARCH } end
  local current = share_at(adapted)
  local held = adapted.hold > 0 and adapted.share < 1 and now - adapted.at > adapted.hold
  local value, least, span = 0.97 * available(b), 0.7 * current, math.max(adapted.span, SPAN)
  if held then value, least, span = adapted.share, 0.9 * current, math.min(2 * adapted.span, LONGEST) end
  local share = math.max(0.05, math.min(0.97 * current, math.max(least, value)))
  return { share = share, at = now, hold = HOLD, span = span }
end

local function adapt(b)
  b.adapted = after_refusal(b)
  b.passed, b.idle, b.last = 0, 0, now
  short = math.max(short, now + b.adapted.hold + b.adapted.span)
  redis.call('HSET', state, 'short', exact(short))
  scale(b)
  refill(b, now)
end

-- How near a limit is to its end, by its lowered rate or by Slack's.
local function near(b, known)
  if known then return b.used / b.limit / b.adapted.share end
  return b.used / b.limit
end

local locked, written_by = math.min(max_pause, redis.call('PTTL', lock)), redis.call('GET', writer)
if op == 'take' then
  if locked >= 0 then return { math.max(1, locked), 1 } end
  local written = redis.call('PTTL', writer)
  if writes and written_by and written > 0 and written <= WRITER then return { math.min(100, written), 1 } end
end

local own = open(endpoint, own_log, ARGV[6], ARGV[7], false)
local all = open(organization, all_log, ARGV[8], ARGV[9], true)

if op == 'take' then
  local turn = now - tonumber(ARGV[13])
  local who = machine .. ' ' .. endpoint
  local own_ahead = in_line(own_line, own_gone, machine, turn)
  local all_ahead = in_line(all_line, all_gone, who, turn)
  local own_wait = math.max(wait_for(own, own_ahead), all.paused - now)
  local wait = math.min(max_pause, math.ceil(math.max(own_wait, wait_for(all, all_ahead)) - 1e-6))
  local paused = math.max(own.paused, all.paused) > now
  if wait > 0 then
    if own_wait > 0 then stand(own_line, own_gone, machine, turn, wait)
    else stand(all_line, all_gone, who, turn, wait) end
  else
    wait = 0
    for _, b in ipairs({ own, all }) do
      if now - b.last > IDLE + 2 / b.rate then b.idle = b.idle + now - b.last end
      b.last = now
      redis.call('ZADD', b.log, now + ARRIVAL, permit)
      b.level = b.level - 1
    end
    if writes then redis.call('SET', writer, permit, 'PX', WRITER) end
  end
  save(own)
  save(all)
  return { wait, wait > 0 and paused and 2 or 0 }
end

for _, b in ipairs({ own, all }) do
  local over = redis.call('ZSCORE', b.log, permit)
  if over and tonumber(over) > now then
    redis.call('ZADD', b.log, now, permit)
    b.flying, b.passed = b.flying - 1, b.passed + 1
  end
end
if written_by == permit then redis.call('DEL', writer) end
local start, status, reason = now - tonumber(ARGV[13]), ARGV[14], ARGV[15]
if status == '429' then
  local wait = number(ARGV[16], 20000, 1000, max_pause)
  if reason == 'resource_locked' and ARGV[17] ~= '' then
    redis.call('SET', lock, 1, 'PX', math.ceil(math.max(wait, locked)))
  else
    local f = redis.call('HMGET', state, organization .. ':blame', organization .. ':blamed')
    local blame, blamed = f[1], number(f[2], NEVER, NEVER, now)
    own.paused = math.max(own.paused, now + wait)
    if blame and blame ~= endpoint and now - blamed <= 10000 then
      local other = number(redis.call('HGET', state, blame .. ':paused'), NEVER, NEVER, now + max_pause)
      all.paused = math.max(all.paused, own.paused, other)
    end
    local again = blame == endpoint and start > blamed and now - blamed <= AGAIN
    local known = own.adapted.share < 1 and all.adapted.share < 1
    if start > math.max(own.adapted.at, all.adapted.at) then
      if not again and near(all, known) > near(own, known) then adapt(all) else adapt(own) end
    end
    redis.call('HSET', state, organization .. ':blame', endpoint, organization .. ':blamed', now)
  end
end
save(own)
save(all)
return { 0, 0 }
`
