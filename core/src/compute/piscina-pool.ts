import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { isPmoError, PmoError } from '../config/index.ts'
import type { ComputeOptions, ComputePool, ComputePoolOptions } from './compute-pool.ts'
import type { ComputeTask } from './compute-task.ts'
import { CALL_TASK, type TaskCall } from './call-task.ts'
import { Turns } from './turns.ts'
import { watchMemory } from './watch-memory.ts'

const MINUTE = 60_000

/** Between two looks at what a thread holds: as much as it can take in that time is what it can be over its limit. */
const LOOK_MS = 100

type TransferList = NonNullable<NonNullable<Parameters<Piscina['run']>[1]>['transferList']>

/**
 * Opens a pool. Threads start when there is something to do, and end when there has been nothing for a while.
 */
export function createComputePool(options: ComputePoolOptions = {}): ComputePool {
  return new PiscinaPool(options)
}

class PiscinaPool implements ComputePool {
  readonly threads: number
  readonly #timeoutMs: number
  readonly #memoryMb: number
  readonly #idleMs: number
  /** The heap's limit belongs to a thread, so that each limit has threads of its own. */
  readonly #pools = new Map<number, Piscina<unknown, unknown>>()
  readonly #turns: Turns
  readonly #closing = new AbortController()

  constructor({ threads, timeoutMs, memoryMb, idleMs }: ComputePoolOptions) {
    this.threads = Math.max(1, threads ?? availableParallelism() - 1)
    this.#timeoutMs = timeoutMs ?? 5 * MINUTE
    this.#memoryMb = memoryMb ?? 2048
    this.#idleMs = idleMs ?? MINUTE / 2
    this.#turns = new Turns(this.threads)
  }

  async run<Input, Output>(
    task: ComputeTask<Input, Output>,
    input: Input,
    options: ComputeOptions = {},
  ): Promise<Awaited<Output>> {
    const { signal, timeoutMs = this.#timeoutMs, memoryMb = this.#memoryMb, transfer = [] } = options
    if (this.#closing.signal.aborted) throw closed(task.title)
    const asked = AbortSignal.any([this.#closing.signal, ...(signal === undefined ? [] : [signal])])
    try {
      // A place is waited for here and not in Piscina, where the time of waiting would count as time of running.
      using _turn = await this.#turns.take(asked)
      return await this.#call(task, input, { asked, timeoutMs, memoryMb, transfer })
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason
      if (this.#closing.signal.aborted) throw closed(task.title)
      throw sentenceOf(error, task.title, memoryMb)
    }
  }

  /** Runs it within its limits of time and memory; what exceeds one ends its thread. */
  async #call<Input, Output>(
    task: ComputeTask<Input, Output>,
    input: Input,
    {
      asked,
      timeoutMs,
      memoryMb,
      transfer,
    }: Required<Omit<ComputeOptions, 'signal'>> & { asked: AbortSignal },
  ): Promise<Awaited<Output>> {
    const pool = this.#poolOf(memoryMb)
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(tooLong(task.title, timeoutMs)), timeoutMs)
    const thread = new Int32Array(new SharedArrayBuffer(4))
    let running = true
    using _watch = watchMemory({
      thread: () => (running ? pool.threads.find(({ threadId }) => threadId === thread[0]) : undefined),
      memoryMb,
      lookMs: LOOK_MS,
      onOver: () => limit.abort(tooMuch(task.title, memoryMb)),
    })
    const call: TaskCall = { module: task.module, name: task.name, input, thread }
    try {
      // Named boundary: the task's own type says what its function gives.
      return (await pool.run(call, {
        filename: CALL_TASK.module,
        name: CALL_TASK.name,
        signal: AbortSignal.any([asked, limit.signal]),
        // Named boundary: Piscina's type follows another overload of `postMessage` than its code.
        transferList: [...transfer] as unknown as TransferList,
      })) as Awaited<Output>
    } catch (error) {
      throw limit.signal.aborted ? limit.signal.reason : error
    } finally {
      running = false
      clearTimeout(timer)
    }
  }

  async runAll<Input, Output>(
    task: ComputeTask<Input, Output>,
    inputs: Iterable<Input>,
    options: ComputeOptions = {},
  ): Promise<Awaited<Output>[]> {
    const failing = new AbortController()
    const signal = AbortSignal.any([
      failing.signal,
      ...(options.signal === undefined ? [] : [options.signal]),
    ])
    const results: Awaited<Output>[] = []
    const rest = [...inputs].entries()
    const lane = async (): Promise<void> => {
      for (const [at, input] of rest) results[at] = await this.run(task, input, { ...options, signal })
    }
    const fail = (error: unknown): never => {
      failing.abort(error)
      throw error
    }
    await Promise.all(Array.from({ length: this.threads }, () => lane().catch(fail)))
    return results
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort()
    const pools = [...this.#pools.values()]
    this.#pools.clear()
    await Promise.all(pools.map((pool) => pool.destroy()))
  }

  #poolOf(memoryMb: number): Piscina<unknown, unknown> {
    const known = this.#pools.get(memoryMb)
    if (known !== undefined) return known
    const pool = new Piscina<unknown, unknown>({
      minThreads: 0,
      maxThreads: this.threads,
      idleTimeout: this.#idleMs,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      // A pure function needs no environment, and no secret that may stand in it (law 13).
      env: {},
      // Flags of this process, such as those of an inline script, need not suit a thread.
      execArgv: [],
    })
    // A thread that ends without a task is replaced when the next task comes; unheard, the event would end us.
    pool.on('error', () => undefined)
    this.#pools.set(memoryMb, pool)
    return pool
  }
}

function closed(title: string): PmoError {
  return new PmoError('compute-closed', `${title} was not finished: the server is stopping.`)
}

function tooLong(title: string, timeoutMs: number): PmoError {
  return new PmoError(
    'compute-timeout',
    `${title} took longer than ${timeoutMs / 1000} s and was ended; ask for less at once, or try again when the machine is less busy.`,
  )
}

function tooMuch(title: string, memoryMb: number, options?: ErrorOptions): PmoError {
  return new PmoError(
    'compute-memory',
    `${title} needed more than ${memoryMb} MB of memory and was ended; ask for less at once.`,
    options,
  )
}

function sentenceOf(error: unknown, title: string, memoryMb: number): unknown {
  if (isPmoError(error)) return error
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return tooMuch(title, memoryMb, { cause: error })
  const reason = error instanceof Error ? error.message : String(error)
  return new PmoError('compute-failed', `${title} failed: ${reason.replace(/\.+$/, '')}.`, { cause: error })
}
