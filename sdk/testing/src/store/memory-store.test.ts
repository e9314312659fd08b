import { memoryStore } from './memory-store.ts'
import { storeContract } from './store-contract.ts'

storeContract('memory', async () => {
  const store = memoryStore()
  const fences = new Map<string, number>()
  return {
    store,
    takeLease: async (name) => {
      const fence = (fences.get(name) ?? 0) + 1
      fences.set(name, fence)
      store.fence(name, fence)
      return fence
    },
    rejectHeld: async (stream) => {
      for (const removal of store.log.held) if (removal.stream.stream === stream.stream) store.reject(removal)
    },
    fingerprint: async () => store.fingerprint(),
    [Symbol.asyncDispose]: async () => undefined,
  }
})
