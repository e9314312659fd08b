import { monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded before the server: how long its main loop was blocked, in milliseconds, told at SIGUSR2 and counted anew.
const histogram = monitorEventLoopDelay({ resolution: 1 })
histogram.enable()
process.on('SIGUSR2', () => {
  const milliseconds = (nanoseconds: number): number => nanoseconds / 1e6
  const told = {
    p95: milliseconds(histogram.percentile(95)),
    p99: milliseconds(histogram.percentile(99)),
    max: milliseconds(histogram.max),
  }
  histogram.reset()
  process.stderr.write(`LOOP ${JSON.stringify(told)}\n`)
})
