-- Sends the requests of a file, a line each: METHOD PATH BODY, in turn and over again.
-- Writes one line when done: answers, bad answers, failed connections, microseconds in all, and
-- the microseconds within which half and 99 of 100 answers came.

local requests = {}
local sent = 0

function init(args)
  for line in io.lines(args[1]) do
    local method, path, body = line:match("^(%S+) (%S+) ?(.*)$")
    local headers = { ["Content-Type"] = body ~= "" and "application/json" or nil }
    requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
end

function request()
  sent = sent % #requests + 1
  return requests[sent]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    "figures %d %d %d %d %d %d\n",
    summary.requests, errors.status, failed, summary.duration,
    latency:percentile(50), latency:percentile(99)
  ))
end
