import { threadId } from 'node:worker_threads'
import { computeTask, type ComputeFunction } from './compute-task.ts'

/** One computation as its thread is told of it. */
export interface TaskCall {
  /** Address of the module. */
  readonly module: string
  /** Name of the exported function. */
  readonly name: string
  readonly input: unknown
  /** One number on shared memory, where the thread writes which one it is: only so can it be watched from outside. */
  readonly thread: Int32Array
}

/** How the pool reaches {@link callTask}, with the suffix of the code that runs. */
export const CALL_TASK = computeTask<typeof callTask>({
  title: 'Computing',
  from: import.meta.url,
  module: './call-task',
  name: 'callTask',
})

const known = new Map<string, Promise<Readonly<Record<string, unknown>>>>()

/**
 * Runs in a thread of the pool: says which thread it is, and calls the function of the task.
 *
 * @throws what the function throws; an Error where the module does not export it
 */
export async function callTask({ module, name, input, thread }: TaskCall): Promise<unknown> {
  Atomics.store(thread, 0, threadId)
  const loading = known.get(module) ?? import(module)
  known.set(module, loading)
  const task = (await loading)[name]
  if (typeof task !== 'function') throw new Error(`${module} does not export a function "${name}"`)
  // Named boundary: the type of the task has held its input to the function.
  return (task as ComputeFunction)(input as never)
}
