-- Takes a token from each of the buckets in KEYS, or from none of them.
--
-- ARGV: 1 to take or 0 to look; the time, or nothing for Redis' own; the window; then the limit of each bucket.
-- Answers 1 or 0 for whether there is a token in each (in 0's case nothing was taken), the time, and then for each bucket, as it
-- is afterwards, when it is full again: a time and a fraction in units of 1 / limit. Times are whole microseconds.
--
-- The arithmetic is TokenBucket's. Every number here is whole and below 2^53, so that no double is ever rounded.

local take = ARGV[1] == '1'
local now = tonumber(ARGV[2])
local window = tonumber(ARGV[3])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end

local buckets = {}
local allowed = true
local kept = redis.call('MGET', unpack(KEYS))
for i = 1, #KEYS do
  local limit = tonumber(ARGV[3 + i])
  local full, fraction = now, 0
  if kept[i] then
    local at, rest, of = string.match(kept[i], '^(%d+) (%d+) (%d+)$')
    full, fraction = tonumber(at), tonumber(rest)
    if tonumber(of) ~= limit and fraction > 0 then
      -- The limit was changed: a fraction of the old one is worth less than a microsecond.
      full, fraction = full + 1, 0
    end
    if full < now then
      full, fraction = now, 0
    elseif full >= now + window then
      -- Only a clock that was set back can have led beyond this. Nobody waits longer than a window for that.
      full, fraction = now + window, 0
    end
  end
  local rest = window % limit
  local sum = fraction + rest
  local step = (window - rest) / limit
  local up = sum > limit and 2 or sum > 0 and 1 or 0
  allowed = allowed and full - now + step + up <= window
  local carry = sum >= limit and 1 or 0
  buckets[i] = {full, fraction, limit, full + step + carry, sum - carry * limit}
end

local answer = {allowed and 1 or 0, now}
for i, bucket in ipairs(buckets) do
  local full, fraction = bucket[1], bucket[2]
  if take and allowed then
    full, fraction = bucket[4], bucket[5]
    -- No key outlives the time at which its bucket is full, and none goes before: that is what a key that is not there means.
    local gone = math.ceil((full + (fraction > 0 and 1 or 0)) / 1000)
    redis.call('SET', KEYS[i], string.format('%.0f %.0f %.0f', full, fraction, bucket[3]))
    redis.call('PEXPIREAT', KEYS[i], string.format('%.0f', gone))
  end
  answer[#answer + 1] = full
  answer[#answer + 1] = fraction
end
return answer
