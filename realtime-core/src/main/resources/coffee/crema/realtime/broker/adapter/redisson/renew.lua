-- Begins a stream anew if it still has the given epoch.
-- KEYS: stream, hash. ARGV: [4] the epoch given. Returns the epoch and offset it has now.

local epoch, offset = position(KEYS[1], KEYS[2])
if epoch == ARGV[4] then
  redis.call('DEL', KEYS[1], KEYS[2])
  epoch, offset = position(KEYS[1], KEYS[2])
end
return {epoch, offset}
