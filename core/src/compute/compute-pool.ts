import type { Transferable as Movable } from 'node:worker_threads'
import type { ComputeTask } from './compute-task.ts'

/** Bounds of one computation. */
export interface ComputeOptions {
  /** Ends the computation; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal
  /** Milliseconds from the moment a thread takes it, waiting not counted. Else the pool's own limit. */
  readonly timeoutMs?: number
  /**
   * Megabytes of JavaScript heap that it may use, and as many again outside of it: V8 keeps typed arrays and buffers
   * there, which are looked at ten times a second. Memory that is shared is not counted. Else the pool's own limit.
   */
  readonly memoryMb?: number
  /** What is handed over instead of copied. A SharedArrayBuffer is always shared and never named here. */
  readonly transfer?: readonly Movable[]
}

/** Limits of a pool. */
export interface ComputePoolOptions {
  /** How many computations run at a time; one less than the machine's processors when not given. */
  readonly threads?: number
  /** Limit of one computation in milliseconds; five minutes when not given. */
  readonly timeoutMs?: number
  /** Limit of the JavaScript heap of one thread in megabytes, and of its typed arrays; 2,048 when not given. */
  readonly memoryMb?: number
  /** Milliseconds after which an idle thread ends; half a minute when not given. */
  readonly idleMs?: number
}

/**
 * Worker threads for pure functions: whatever may take longer than the main loop may be held (law 11). Input and
 * result are cloned as `structuredClone` does, a SharedArrayBuffer is shared. Computations begin in the order in
 * which they were asked for. One that exceeds a limit ends its thread and nothing else.
 */
export interface ComputePool extends AsyncDisposable {
  /** How many computations run at a time. */
  readonly threads: number
  /**
   * Runs one computation.
   *
   * @throws PmoError `compute-timeout`, `compute-memory`, `compute-failed` or `compute-closed`
   */
  run<Input, Output>(
    task: ComputeTask<Input, Output>,
    input: Input,
    options?: ComputeOptions,
  ): Promise<Awaited<Output>>
  /**
   * Runs one computation for each input and gives the results in the same order. The first failure ends the others.
   * Never more of them wait for a thread than there are threads, so that others find their turn in between.
   *
   * @throws PmoError as {@link run}
   */
  runAll<Input, Output>(
    task: ComputeTask<Input, Output>,
    inputs: Iterable<Input>,
    options?: ComputeOptions,
  ): Promise<Awaited<Output>[]>
}
