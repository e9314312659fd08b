import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What one measured stretch of a process cost. */
export interface Cost {
  readonly wallMs: number
  /** User and system time of all threads of this process. */
  readonly cpuMs: number
  /** Resident memory when it began, and its peak since the process started, MiB. */
  readonly idleMiB: number
  readonly peakMiB: number
  /** Longest time that the main loop did not turn. */
  readonly longestBlockMs: number
}

const MIB = 1024 * 1024

/** Runs something and tells what it cost. The collector is run before, where the process allows it. */
export async function measured<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cost: Cost }> {
  ;(globalThis as { gc?: () => void }).gc?.()
  const loop = monitorEventLoopDelay({ resolution: 1 })
  const idleMiB = process.memoryUsage.rss() / MIB
  const cpu = process.cpuUsage()
  loop.enable()
  const began = performance.now()
  const result = await work()
  const wallMs = performance.now() - began
  loop.disable()
  const used = process.cpuUsage(cpu)
  return {
    result,
    cost: {
      wallMs,
      cpuMs: (used.user + used.system) / 1000,
      idleMiB,
      peakMiB: process.resourceUsage().maxRSS / 1024,
      longestBlockMs: loop.max / 1e6,
    },
  }
}
