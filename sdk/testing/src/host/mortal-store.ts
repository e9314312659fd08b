import type { Store } from '@headless-pmo/engine'
import type { MemoryStore } from '../store/memory-store.ts'

/** Where a run ends without a word, as a process does that is killed. */
export interface Death {
  /** 1 for the first step that writes. */
  readonly step: number
  /** `before`: that step is not committed; `after`: it is, and nothing more. */
  readonly commit: 'before' | 'after'
}

/** A store that dies at a step: from then on it takes nothing. */
export function mortalStore(inner: MemoryStore, death: Death, died: () => void): Store {
  let steps = 0
  let dead = false
  const die = (): never => {
    dead = true
    died()
    throw new Error('The process was killed.')
  }
  return {
    transaction: async (lease, work) => {
      if (dead) die()
      let writes = false
      const result = await inner.transaction(lease, async (tx) => {
        const outcome = await work({
          ...tx,
          write: async (plan) => {
            if (!writes) steps++
            writes = true
            await tx.write(plan)
          },
        })
        if (writes && steps === death.step && death.commit === 'before') die()
        return outcome
      })
      if (writes && steps === death.step) die()
      return result
    },
    parts: (stream) => inner.parts(stream),
    liveRefs: (stream, part) => inner.liveRefs(stream, part),
    rawText: (stream, refs) => inner.rawText(stream, refs),
  }
}
