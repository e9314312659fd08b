import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { databaseFolder, unfinishedMark } from './database-folder.ts'
import { DurableNodeFs, durableStart, fsyncFolder, fsyncPath } from './durable-node-fs.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './pglite-host.ts'

/**
 * The thread that the embedded database runs in. It speaks the PostgreSQL protocol over one message port per
 * connection and knows nothing else of the server.
 */

/** Answers are collected to this size, so that each hop is worth it and none takes long to parse. */
const CHUNK_BYTES = 64 * 1024
/** As PGlite starts PostgreSQL, and with the constants of our sessions on a server, see database.ts. */
const START = [...PGlite.defaultStartParams, '-c', 'intervalstyle=iso_8601']
/** The exit status that stands for a jump out of a failed statement. */
const LONGJMP = 100
const TERMINATE = 'X'.charCodeAt(0)

async function openPglite(settings: WorkerSettings): Promise<PGlite> {
  const image = settings.image && { loadDataDir: new Blob([settings.image]) }
  if (settings.folder === undefined) return PGlite.create({ ...image, startParams: START })
  const database = databaseFolder(settings.folder)
  const unfinished = unfinishedMark(settings.folder)
  // A process that was killed while it made the database left this mark; nothing was committed there yet.
  if (existsSync(unfinished)) rmSync(database, { recursive: true, force: true })
  const fresh = !existsSync(database)
  if (fresh) {
    writeFileSync(
      unfinished,
      'The database beside this file is being made. Both are removed at the next start.\n',
    )
    fsyncPath(settings.folder)
    mkdirSync(database, { mode: 0o700 })
  }
  const pglite = await PGlite.create({
    ...image,
    fs: settings.fsync ? new DurableNodeFs(database) : new NodeFS(database),
    startParams: settings.fsync ? durableStart(START) : START,
  })
  if (fresh) {
    if (settings.fsync) fsyncFolder(database)
    rmSync(unfinished)
    fsyncPath(settings.folder)
  }
  return pglite
}

/**
 * Ends this thread when PostgreSQL has ended. PGlite takes any exception of its main loop for handled and calls it again, for ever if
 * the loop is dead: after a PANIC (a full disk), a FATAL error or a trap of the WebAssembly module, every caller would wait.
 */
function endWithPostgres(pglite: PGlite): void {
  const module = pglite.Module
  const original = module._PostgresMainLoopOnce
  module._PostgresMainLoopOnce = () => {
    try {
      return original()
    } catch (error) {
      const jumped = error instanceof Object && 'status' in error && error.status === LONGJMP
      // An ordinary SQL error leaves the loop by this status, and PGlite handles it.
      if (jumped) throw error
      const reason = error instanceof Error ? error.message : JSON.stringify(error)
      say({ failed: `PostgreSQL ended by itself (${reason})` })
      // Ends the thread, not the process, and does so in the middle of the call.
      return process.exit(1)
    }
  }
}

/** Collects the views on the database's memory that it answers with, and sends copies. */
class Answer {
  readonly #port: MessagePort
  #buffer = new Uint8Array(0)
  #used = 0

  constructor(port: MessagePort) {
    this.#port = port
  }

  add(bytes: Uint8Array): void {
    let from = 0
    while (from < bytes.length) {
      if (this.#buffer.length === 0) this.#buffer = new Uint8Array(CHUNK_BYTES)
      const part = bytes.subarray(from, from + this.#buffer.length - this.#used)
      this.#buffer.set(part, this.#used)
      this.#used += part.length
      from += part.length
      if (this.#used === this.#buffer.length) this.flush()
    }
  }

  flush(): void {
    if (this.#used === 0) return
    // A short answer is copied rather than sent with its whole buffer.
    const whole = this.#used > CHUNK_BYTES / 2
    const bytes = whole ? this.#buffer.subarray(0, this.#used) : this.#buffer.slice(0, this.#used)
    this.#port.postMessage(bytes, [bytes.buffer])
    if (whole) this.#buffer = new Uint8Array(0)
    this.#used = 0
  }
}

/** Serves one connection. Calls are chained: `execProtocolRawStream` must not overlap with itself. */
function serve(pglite: PGlite, port: MessagePort): void {
  let last: Promise<void> = Promise.resolve()
  const answer = new Answer(port)
  const run = async (batch: Uint8Array): Promise<void> => {
    if (batch[0] === TERMINATE) return
    await pglite.execProtocolRawStream(batch, { syncToFs: false, onRawData: (bytes) => answer.add(bytes) })
    answer.flush()
  }
  const leave = async (): Promise<void> => {
    // A server ends the session of a client that is gone; so do we.
    if (pglite.ready && pglite.isInTransaction()) await pglite.exec('rollback')
    if (pglite.ready) await pglite.exec('discard all')
  }
  const chain = (step: () => Promise<void>): void => {
    last = last.then(step).catch(fail)
  }
  port.on('message', (batch: Uint8Array) => chain(() => run(batch)))
  port.on('close', () => chain(leave))
}

async function send(port: MessagePort, file: Blob): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  port.postMessage(bytes, [bytes.buffer])
}

function say(message: FromWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage(message)
}

function fail(error: unknown): void {
  say({ failed: error instanceof Error ? error.message : String(error) })
}

// Named boundary: only pglite-host.ts starts this file, with these settings.
const pglite = openPglite(workerData as WorkerSettings).then((opened) => {
  endWithPostgres(opened)
  return opened
})
pglite.then(() => say({ ready: true }), fail)
parentPort?.on('message', (message: ToWorker) => {
  pglite
    .then(async (database) => {
      if ('connect' in message) return serve(database, message.connect)
      if ('dump' in message) return send(message.dump, await database.dumpDataDir('none'))
      await database.close()
      say({ closed: true })
      return parentPort?.close()
    })
    .catch(fail)
})
