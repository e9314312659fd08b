import { z } from 'zod'
import { Rescheduler, schedule } from '../../core/src/coordination/schedule/index.ts'
import { scenarioInput } from './child.ts'
import { bareOrder, barePasses, portfolioCalendars, portfolioNetwork } from './critical-path.ts'

// A process of its own: schedules a portfolio in turn with the bare passes, and prints the best time of each.
const { items, rounds } = scenarioInput(z.object({ items: z.int(), rounds: z.int() }))

const network = portfolioNetwork(items)
const calendars = portfolioCalendars()

// Time of this thread's CPU: what else the machine does counts less than in time on the clock.
const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

function timed<T>(work: () => T): { readonly result: T; readonly ms: number } {
  const began = cpuMs()
  const result = work()
  return { result, ms: cpuMs() - began }
}

const best = { bareOrder: Infinity, barePasses: Infinity, schedule: Infinity, open: Infinity }
let full = schedule(network, calendars)
for (let round = 0; round < rounds; round++) {
  ;(globalThis as { gc?: () => void }).gc?.()
  const order = timed(() => bareOrder(network))
  const passes = timed(() => barePasses(network, order.result))
  const scheduled = timed(() => schedule(network, calendars))
  full = scheduled.result
  best.bareOrder = Math.min(best.bareOrder, order.ms)
  best.barePasses = Math.min(best.barePasses, passes.ms)
  best.schedule = Math.min(best.schedule, scheduled.ms)
}

;(globalThis as { gc?: () => void }).gc?.()
const opened = timed(() => new Rescheduler({ network, calendars, schedule: full }))
const slips: { readonly ms: number; readonly reached: number }[] = []
// Ticks of a thread's CPU clock may be longer than a slip takes: each is asked often enough to take many.
const REPEATS = 10
// Every 997th item of the portfolio slips by five days; those that reach no more than a hundredth count.
for (let node = 500; node < items && slips.length < 200; node += 997 * Math.ceil(items / 200_000)) {
  const duration = (network.duration[node] ?? 0) + 2_400
  const slip = timed(() => {
    let moved = opened.result.reschedule([{ kind: 'node', node, values: { duration } }])
    for (let repeat = 1; repeat < REPEATS; repeat++)
      moved = opened.result.reschedule([{ kind: 'node', node, values: { duration } }])
    return moved
  })
  const { visited } = slip.result
  const reached = Math.max(visited.forward, visited.backward)
  if (reached <= items / 100) slips.push({ ms: slip.ms / REPEATS, reached })
}
const byTime = slips.toSorted((a, b) => a.ms - b.ms)
const worst = byTime.at(-1)

console.log(
  JSON.stringify({
    ...best,
    open: opened.ms,
    problems: full.problems.length,
    slips: slips.length,
    slipMedian: byTime[Math.floor(byTime.length / 2)]?.ms ?? 0,
    slipWorst: worst?.ms ?? 0,
    mostReached: Math.max(0, ...slips.map(({ reached }) => reached)),
  }),
)
