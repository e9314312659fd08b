import type { RateLimit } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGate, createRedactor, memoryRateStore, virtualClock } from './index.ts'

const rateLimit: RateLimit = {
  headers: { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset', resource: 'x-resource' },
  concurrency: 4,
  fallbackWaitSeconds: 30,
}

interface Schedule {
  readonly limit: number
  readonly windowSeconds: number
  readonly share: number
  /** What the tracker does at its n-th request: serve, or refuse in one of its ways. */
  readonly faults: readonly ('serve' | 'date' | 'seconds' | 'bare' | 'broken' | 'notModified')[]
  readonly reset: 'unix' | 'iso'
  readonly latencies: readonly number[]
  readonly skew: number
  readonly processes: 1 | 2
}

const schedule: fc.Arbitrary<Schedule> = fc.record({
  limit: fc.integer({ min: 4, max: 40 }),
  windowSeconds: fc.integer({ min: 5, max: 600 }),
  share: fc.constantFrom(0.25, 0.5, 1),
  faults: fc.array(
    fc.constantFrom('serve', 'serve', 'serve', 'date', 'seconds', 'bare', 'broken', 'notModified'),
    { minLength: 1, maxLength: 12 },
  ),
  reset: fc.constantFrom('unix', 'iso'),
  latencies: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 7 }),
  skew: fc.constantFrom(0, -86_400_000, 86_400_000, 1234),
  processes: fc.constantFrom(1, 2),
})

/** A tracker with fixed windows and a clock of its own, which notes when it was asked too early. */
function tracker(plan: Schedule, clock: ReturnType<typeof virtualClock>) {
  const windowMs = plan.windowSeconds * 1000
  const perWindow = new Map<string, number>()
  const early: number[] = []
  const allowedFrom = { at: 0, toldAt: 0 }
  let number = 0
  const time = (): number => clock.now() + plan.skew
  const transport = async (request: Request): Promise<Response> => {
    const sentAt = clock.now()
    // What leaves in the very millisecond in which a refusal arrives has crossed it on the way.
    if (sentAt < allowedFrom.at && sentAt > allowedFrom.toldAt) early.push(sentAt)
    const resource = new URL(request.url).pathname.startsWith('/search') ? 'search' : 'core'
    const window = Math.floor(time() / windowMs)
    const key = `${resource}:${window}`
    const fault = [...plan.faults, 'serve' as const][number++ % (plan.faults.length + 1)] ?? 'serve'
    const refused = fault === 'date' || fault === 'seconds' || fault === 'bare'
    const used = (perWindow.get(key) ?? 0) + (refused || fault === 'notModified' ? 0 : 1)
    perWindow.set(key, used)
    await clock.sleep(plan.latencies[number % plan.latencies.length] ?? 0)
    const resetAt = (window + 1) * windowMs
    const headers = new Headers({
      date: new Date(time()).toUTCString(),
      'x-limit': String(plan.limit),
      'x-remaining': String(Math.max(0, plan.limit - used)),
      'x-reset': plan.reset === 'unix' ? String(Math.ceil(resetAt / 1000)) : new Date(resetAt).toISOString(),
      'x-resource': resource,
    })
    if (refused) {
      const seconds = 1 + (number % 40)
      const until = clock.now() + (fault === 'bare' ? 0 : seconds * 1000)
      if (fault === 'seconds') headers.set('retry-after', String(seconds))
      if (fault === 'date') {
        // HTTP dates know whole seconds: the tracker means the start of the second that it names.
        headers.set('retry-after', new Date(until + plan.skew).toUTCString())
      }
      const meant = fault === 'date' ? Math.floor((until + plan.skew) / 1000) * 1000 - plan.skew : until
      // From now on; what is under way cannot know yet.
      allowedFrom.toldAt = clock.now()
      allowedFrom.at = Math.max(allowedFrom.at, meant)
      return new Response('slow down', { status: 429, headers })
    }
    if (fault === 'broken') return new Response('', { status: 502, headers })
    return new Response(null, { status: fault === 'notModified' ? 304 : 204, headers })
  }
  return { transport, perWindow, early }
}

test('no request before the time allowed, and never more than the share (law H1)', async () => {
  await fc.assert(
    fc.asyncProperty(
      schedule,
      fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
      async (plan, asks) => {
        const clock = virtualClock(Date.UTC(2026, 4, 4, 10, 7, 31, 250))
        const upstream = tracker(plan, clock)
        const rateStore = memoryRateStore()
        const sessions = Array.from({ length: plan.processes }, () =>
          createGate({
            connection: 'tracker',
            egress: ['https://api.example.com'],
            clock,
            rateStore,
            redactor: createRedactor(),
            rateLimit,
            transport: upstream.transport,
            limits: { share: plan.share, maxThrottles: 1000, maxAttempts: 1000 },
          }).open({ maxWaitMs: Infinity, seed: 7 }),
        )
        const work = asks.map(async (search, index) =>
          sessions[index % sessions.length]?.fetch(
            `https://api.example.com/${search ? 'search' : 'repos'}/x`,
          ),
        )
        await clock.run(Promise.all(work))
        expect(upstream.early).toEqual([])
        const most = Math.max(1, Math.floor(plan.limit * plan.share))
        // Two processes that both know nothing yet may each send one request to find out.
        const slack = plan.processes - 1
        for (const [window, used] of upstream.perWindow)
          expect([window, Math.max(used, most + slack)]).toEqual([window, most + slack])
      },
    ),
    { numRuns: process.env['PMO_TEST_DEEP'] === undefined ? 200 : 5000 },
  )
})
