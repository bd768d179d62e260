-- Asks for labels in an order drawn beforehand, so that the load costs little beside the server.
--
--   wrk ... URL -- PREFIX DRAWS OFFSET
--
-- PREFIX   what stands before the code in the path, "/" or "/api/v1/labels/"
-- DRAWS    path of the draws without ".1", ".2", …: one code a line, one file for each thread
-- OFFSET   where in the draws to begin, from 0

local threads = 0

function setup(thread)
   threads = threads + 1
   thread:set("number", threads)
end

local draws = {}
local count = 0
local position = 0

function init(args)
   local made = {}
   for code in io.lines(args[2] .. "." .. number) do
      local text = made[code]
      if not text then
         text = wrk.format("GET", args[1] .. code)
         made[code] = text
      end
      count = count + 1
      draws[count] = text
   end
   position = tonumber(args[3]) % count
end

function request()
   position = position + 1
   if position > count then position = 1 end
   return draws[position]
end

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      'RESULT {"requests":%d,"microseconds":%d,"bytes":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d,'
         .. '"p50":%d,"p99":%d}\n',
      summary.requests, summary.duration, summary.bytes,
      errors.connect, errors.read, errors.write, errors.timeout, errors.status,
      latency:percentile(50), latency:percentile(99)))
end
