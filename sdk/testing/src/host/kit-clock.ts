import { virtualClock, type Clock } from '@headless-pmo/engine'
import { drive, type Driven, type DriveLimits } from '../trial/drive.ts'

/** Time of a tracker and of the host that reads it. Waits cost no real time, and edits let time go on. */
export interface KitClock extends Clock {
  /** Lets time go on by `ms` without waking anybody: what passes between two edits. */
  tick(ms: number): void
  /** Jumps from one waiter to the next until `work` is done, and gives its result. */
  run<T>(work: Promise<T>): Promise<T>
  /** The same, but gives up work that never ends. */
  drive<T>(work: Promise<T>, limits: DriveLimits): Promise<Driven<T>>
  /** The same time on a host whose clock is wrong by `ms`. */
  skewed(ms: number): Clock
}

/** A clock that begins on a Monday morning in 2026, unless told otherwise; Unix milliseconds. */
export function kitClock(start?: number): KitClock {
  const virtual = virtualClock(start)
  let passed = 0
  const now = (): number => virtual.now() + passed
  return {
    now,
    sleep: (ms, signal) => virtual.sleep(ms, signal),
    run: (work) => virtual.run(work),
    drive: (work, limits) => drive(virtual, work, limits),
    tick: (ms) => {
      passed += ms
    },
    skewed: (ms) => ({ now: () => now() + ms, sleep: (wait, signal) => virtual.sleep(wait, signal) }),
  }
}
