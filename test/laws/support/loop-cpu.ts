/**
 * The longest that this thread computed between two turns of its event loop while work was under way, milliseconds of
 * its own processor time: waiting for a processor that others hold does not count.
 */
export async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let last = ownMilliseconds()
  const look = (): void => {
    const now = ownMilliseconds()
    longest = Math.max(longest, now - last)
    last = now
  }
  const turns = setInterval(look, 1)
  try {
    await work()
    look()
  } finally {
    clearInterval(turns)
  }
  return longest
}

function ownMilliseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
