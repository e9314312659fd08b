import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/**
 * A data folder on disk that survives a power failure, not only a killed process.
 *
 * PGlite starts PostgreSQL with fsync off, and its file system on Node has no fsync at all: `relaxedDurability: false`
 * changes nothing there (its `syncToFs` is empty). Committed data is in the operating system's cache when a commit
 * returns, so SIGKILL loses nothing, but a crash of the machine may tear the folder. Here fsync is given back to
 * PostgreSQL: {@link durableStart} turns it on and asks for plain `fsync` (`fdatasync` does nothing in PGlite), and
 * the file system calls the real one. A commit costs one fsync of the write-ahead log, as on a server.
 */
export class DurableNodeFs extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args)
    const preRun = [emscriptenOpts.preRun ?? []].flat()
    preRun.push((module: object) => {
      // Named boundary: emscripten's file system tables are not typed by PGlite.
      const { NODEFS } = module as { NODEFS: { stream_ops: { fsync?: (stream: OpenFile) => number } } }
      NODEFS.stream_ops.fsync = (stream) => {
        // Folders are opened without a descriptor of the host.
        if (stream.nfd !== undefined) fsyncSync(stream.nfd)
        return 0
      }
    })
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }
}

interface OpenFile {
  readonly nfd?: number
}

/** Start parameters of a PostgreSQL that calls fsync, in place of PGlite's own. */
export function durableStart(parameters: readonly string[]): string[] {
  return [...parameters.filter((parameter) => parameter !== '-F'), '-c', 'wal_sync_method=fsync']
}

/** Brings a whole folder to the disk: the files of a new database are copied there without fsync. */
export function fsyncFolder(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) fsyncFolder(path)
    else if (entry.isFile()) fsyncPath(path)
  }
  fsyncPath(folder)
}

/** Brings one file, or the entries of one folder, to the disk. Windows cannot do the latter and need not. */
export function fsyncPath(path: string): void {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(descriptor)
  } catch {
    // Not every file system syncs folders or read-only descriptors; then there is nothing to gain.
  } finally {
    closeSync(descriptor)
  }
}
