import { once } from 'node:events'
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import { PmoError } from '../config/index.ts'
import { PgliteStream } from './pglite-stream.ts'

/** What the worker is told at its start. */
export interface WorkerSettings {
  /** The data folder; none: the database lives in memory and ends with the worker. */
  readonly folder?: string
  /** Whether commits reach the disk before they return; see `durable-node-fs.ts`. */
  readonly fsync: boolean
  /** A dumped database to begin with, where there is none yet. */
  readonly image?: Uint8Array<ArrayBuffer>
}

export type ToWorker =
  | { readonly connect: MessagePort }
  | { readonly dump: MessagePort }
  | { readonly close: true }
export type FromWorker = { readonly ready: true } | { readonly closed: true } | { readonly failed: string }

/** What the WebAssembly module says where PostgreSQL could not start is for its makers. */
function plainReason(reason: string): string {
  return /^Aborted\(|failed to initialize/.test(reason)
    ? 'PostgreSQL ended while it started'
    : reason.replace(/\.+$/, '')
}

/** The embedded database in its own thread. */
export interface PgliteHost {
  /** A new connection to it, for `pg`. */
  connect(): PgliteStream
  /** The whole database as one archive, which a new one can begin with. */
  dump(): Promise<Uint8Array<ArrayBuffer>>
  /** Ends the database in order and waits for its thread. */
  close(): Promise<void>
}

/**
 * Starts the thread and waits until the database accepts connections.
 *
 * @throws PmoError `data-folder-unusable` when the database cannot be opened.
 */
export async function startPglite(
  settings: WorkerSettings,
  onLost: (error: PmoError) => void,
): Promise<PgliteHost> {
  // Published packages hold JavaScript, the repository TypeScript: the worker has the suffix of this file.
  const suffix = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  const worker = new Worker(new URL(`./pglite-worker${suffix}`, import.meta.url), {
    workerData: settings,
    name: 'pglite',
    // Flags of this process, such as those of an inline script, need not suit a thread.
    execArgv: [],
  })
  let over = false
  let opened = false
  let lost = new PmoError('database-closed', 'The database was used after it had been closed.')
  const ready = Promise.withResolvers<void>()
  const exited = Promise.withResolvers<void>()
  const streams = new Set<PgliteStream>()
  const lose = (reason: string): void => {
    const error = new PmoError(
      'database-lost',
      `The embedded database stopped: ${reason}. Start the server again; what was committed is kept.`,
    )
    ready.reject(
      new PmoError(
        'data-folder-unusable',
        `The embedded database${settings.folder === undefined ? '' : ` in ${settings.folder}`} cannot be opened: ${plainReason(reason)}; see that the folder is whole and writable and the disk is not full, or put a backup of the folder in its place.`,
      ),
    )
    if (over) return
    over = true
    lost = error
    for (const stream of streams) stream.destroy(error)
    if (opened) onLost(error)
    void worker.terminate()
  }
  worker.on('message', (message: FromWorker) => {
    if ('ready' in message) {
      opened = true
      ready.resolve()
    }
    if ('failed' in message) lose(message.failed)
  })
  worker.on('error', (error) => lose(error instanceof Error ? error.message : String(error)))
  worker.on('exit', (code) => {
    exited.resolve()
    if (!over) lose(`its thread ended with code ${code}`)
  })
  const tell = (message: ToWorker): void => {
    const port = 'connect' in message ? message.connect : 'dump' in message ? message.dump : undefined
    worker.postMessage(message, port === undefined ? [] : [port])
  }
  await ready.promise
  return {
    connect() {
      const { port1, port2 } = new MessageChannel()
      const stream = new PgliteStream(port1)
      if (over) {
        process.nextTick(() => stream.destroy(lost))
        return stream
      }
      streams.add(stream)
      stream.once('close', () => streams.delete(stream))
      tell({ connect: port2 })
      return stream
    },
    async dump() {
      const { port1, port2 } = new MessageChannel()
      tell({ dump: port2 })
      const [archive] = await once(port1, 'message')
      port1.close()
      // Named boundary: the worker answers with the archive's bytes.
      return archive as Uint8Array<ArrayBuffer>
    },
    async close() {
      if (!over) {
        over = true
        tell({ close: true })
      }
      await exited.promise
    },
  }
}
