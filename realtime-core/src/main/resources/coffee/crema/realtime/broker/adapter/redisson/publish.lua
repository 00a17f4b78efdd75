-- Appends and publishes many events in their order; or only publishes those that are not kept.
-- ARGV: [4] events kept in a stream, about; [5] how long an idempotency key is kept, ms; [6] publish command;
--   then for each event: kind, topic, event.
--   kind 'a': append; KEYS stream, hash. kind 'i': append once; KEYS stream, hash, idempotency key. kind 'e': do not keep; no KEYS.
-- Messages: for kept events 1, the epoch's length, the epoch, the offset (8 bytes, big endian), the event; for others 2, the event.
-- Returns for each event an epoch and an offset; an empty epoch when it failed, an offset of 0 when it is not kept.

local function append(stream, meta, idem, topic, event)
  local epoch, last = position(stream, meta)
  if idem then
    local first = redis.call('GET', idem)
    if first then
      local e, o = string.match(first, '^(%S+) (%d+)$')
      if e == epoch then
        return e, tonumber(o)
      end
    end
  end
  local offset = last + 1
  redis.call('XADD', stream, 'MAXLEN', '~', ARGV[4], string.format('0-%.0f', offset), 'd', event)
  redis.call('HSET', meta, 'o', string.format('%.0f', offset))
  redis.call('PEXPIRE', stream, ARGV[1])
  redis.call('PEXPIRE', meta, ARGV[2])
  if idem then
    redis.call('SET', idem, epoch .. ' ' .. string.format('%.0f', offset), 'PX', ARGV[5])
  end
  redis.call(ARGV[6], topic, '\1' .. string.char(#epoch) .. epoch .. struct.pack('>I8', offset) .. event)
  return epoch, offset
end

local answers = {}
local k = 1
for i = 7, #ARGV, 3 do
  local kind, topic, event = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local ok, epoch, offset
  if kind == 'e' then
    ok = pcall(redis.call, ARGV[6], topic, '\2' .. event)
    epoch, offset = '-', 0
  else
    -- One event that fails must not take the others with it.
    ok, epoch, offset = pcall(append, KEYS[k], KEYS[k + 1], kind == 'i' and KEYS[k + 2] or nil, topic, event)
    k = k + (kind == 'i' and 3 or 2)
  end
  answers[#answers + 1] = ok and epoch or ''
  answers[#answers + 1] = ok and offset or 0
end
return answers
