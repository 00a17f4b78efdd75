-- What the scripts of the broker share; put before each of them.
--
-- A channel has a stream (entries 0-1, 0-2, ... each with one field `d`) and beside it a hash:
--   e the epoch, o the offset of the last event, r the run id of the server on which the epoch began.
-- A server that was restarted may have lost its newest writes. Offsets would then be given twice, so another run id means another epoch.
-- ARGV: [1] how long a stream is kept, ms; [2] how long an epoch is kept, ms; [3] 16 random characters for epochs that begin now.

local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')

-- The epoch and offset of a channel, after making sure that it has them.
local function position(stream, meta)
  local m = redis.call('HMGET', meta, 'e', 'o', 'r')
  if m[1] and m[2] and m[3] == run then
    return m[1], tonumber(m[2])
  end
  redis.call('DEL', stream)
  redis.call('HSET', meta, 'e', ARGV[3], 'o', 0, 'r', run)
  redis.call('PEXPIRE', meta, ARGV[2])
  return ARGV[3], 0
end
