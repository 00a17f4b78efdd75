-- The positions of many channels; they stay known for their whole age from now on.
-- KEYS: stream and hash of each. Returns an epoch and an offset for each.

local answers = {}
for k = 1, #KEYS, 2 do
  local epoch, offset = position(KEYS[k], KEYS[k + 1])
  redis.call('PEXPIRE', KEYS[k + 1], ARGV[2])
  answers[#answers + 1] = epoch
  answers[#answers + 1] = offset
end
return answers
