-- Takes units from budgets (GCRA): a key holds the instant, in microseconds, at which its budget is full again.
-- KEYS: one for each request. ARGV for each: microseconds in which the whole budget comes back, units in it, units asked for,
--   spare units, which are taken too when half of the budget is left after that.
-- Returns for each the milliseconds after which the units are there; when they are taken 0, or minus the spare units that were taken too.

local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000000 + tonumber(t[2])
local answers = {}
for k = 1, #KEYS do
  local refill, most = tonumber(ARGV[4 * k - 3]), tonumber(ARGV[4 * k - 2])
  local units, spare = tonumber(ARGV[4 * k - 1]), tonumber(ARGV[4 * k])
  local full = tonumber(redis.call('GET', KEYS[k]) or '0')
  -- Not before now; and not later than an empty budget allows, should the server's clock have been set back.
  full = math.min(math.max(full, now), now + refill)
  local after = full + units * refill / most
  -- Half a microsecond of tolerance for the rounding of the division.
  if after <= now + refill + 0.5 then
    local ahead = after + spare * refill / most
    if ahead <= now + refill / 2 then
      after = ahead
    else
      spare = 0
    end
    redis.call('SET', KEYS[k], string.format('%.3f', after), 'PX', math.ceil((after - now) / 1000) + 1)
    answers[k] = -spare
  else
    answers[k] = math.max(1, math.ceil((after - now - refill) / 1000))
  end
end
return answers
