import type { Worker } from 'node:worker_threads'

const MEGABYTE = 1024 * 1024

/** What is watched, and what happens when it is too much. */
export interface MemoryWatch {
  /** The thread; nothing while the computation has not begun, or has ended. */
  readonly thread: () => Worker | undefined
  /** Megabytes outside of the heap at most. */
  readonly memoryMb: number
  /** Milliseconds between two looks. */
  readonly lookMs: number
  /** Called once. */
  readonly onOver: () => void
}

/**
 * Watches from outside what a thread holds outside of its heap: typed arrays and buffers, which V8's own limit does not
 * count. The thread is asked by an interrupt, so that it answers in the middle of a loop; a single call into the engine
 * (filling one array of gigabytes) answers when it is done. Memory that is shared between threads, and that of
 * WebAssembly, belongs to no thread and is not counted.
 */
export function watchMemory({ thread, memoryMb, lookMs, onOver }: MemoryWatch): Disposable {
  let asking = false
  const look = async (): Promise<void> => {
    const watched = thread()
    if (asking || watched === undefined) return
    asking = true
    // A thread that has just ended has nothing to tell, and is over no limit.
    const told = await watched.getHeapStatistics().catch(() => undefined)
    asking = false
    // The thread may have another task by now, whose memory this is not.
    if (told === undefined || thread() !== watched || told.external_memory <= memoryMb * MEGABYTE) return
    clearInterval(timer)
    onOver()
  }
  const timer = setInterval(() => void look(), lookMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
