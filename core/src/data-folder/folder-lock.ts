import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PmoError } from '../config/index.ts'

/** Who holds a data folder, as it wrote about itself. */
export interface FolderOwner {
  readonly pid: number
  /** Instant at which the process started: with the pid it names one process, though pids are used again. */
  readonly startedAt: string
  /** Where the owner answers requests, once it does: a command speaks to it there. */
  readonly address?: string
}

/** The hold on a data folder. It ends with {@link release} or with the process, however that ends. */
export interface FolderLock {
  /** Tells other processes where this one answers requests. */
  announce(address: string): void
  release(): void
}

/** SQLite's result code for a lock that another connection holds. */
const SQLITE_BUSY = 5

/**
 * Makes this process the one owner of a data folder. PGlite does not lock: two processes on one folder
 * destroy each other's rows without a word.
 *
 * The lock is the operating system's, held through SQLite's exclusive transaction on the file `lock` (Node has
 * no file locks of its own). A lock that is a file with a pid in it must be taken over when its process is dead, and
 * then two may take it over at once, a pid may be another process's by now, and one of another container means
 * nothing here. The kernel knows better: the lock is gone exactly when its process is. `owner.json` beside it is
 * only for people and for finding the owner's address.
 *
 * @throws PmoError `data-folder-locked` naming the holder; `data-folder-unusable` when the folder cannot be locked.
 */
export function lockFolder(folder: string): FolderLock {
  const ownerFile = join(folder, 'owner.json')
  let lock: DatabaseSync | undefined
  const write = (owner: FolderOwner): void => {
    writeFileSync(`${ownerFile}.new`, `${JSON.stringify(owner)}\n`)
    renameSync(`${ownerFile}.new`, ownerFile)
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, 'lock')
    // SQLite opens a file that it may not write for reading, and its exclusive transaction then locks nothing.
    if (existsSync(file)) accessSync(file, constants.W_OK)
    lock = new DatabaseSync(file, { timeout: 0 })
    lock.exec('begin exclusive')
    write(thisProcess())
  } catch (cause) {
    lock?.close()
    throw isBusy(cause) ? locked(folder) : unusable(folder, cause)
  }
  const held = lock
  return {
    announce: (address) => write({ ...thisProcess(), address }),
    release() {
      if (!held.isOpen) return
      rmSync(ownerFile, { force: true })
      held.close()
    },
  }
}

/** What the holder of a folder says about itself; undefined when nobody does. Says nothing about whether it lives. */
export function folderOwner(folder: string): FolderOwner | undefined {
  try {
    const owner: unknown = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'))
    if (typeof owner !== 'object' || owner === null) return undefined
    const { pid, startedAt, address } = owner as Partial<Record<keyof FolderOwner, unknown>>
    if (typeof pid !== 'number' || typeof startedAt !== 'string') return undefined
    return { pid, startedAt, ...(typeof address === 'string' && { address }) }
  } catch {
    return undefined
  }
}

function thisProcess(): FolderOwner {
  const startedAt = Temporal.Instant.fromEpochMilliseconds(
    Math.round((performance.timeOrigin + performance.now() - process.uptime() * 1000) / 1000) * 1000,
  )
  return { pid: process.pid, startedAt: startedAt.toString() }
}

function locked(folder: string): PmoError {
  const owner = folderOwner(folder)
  const who =
    owner === undefined
      ? 'another process'
      : owner.pid === process.pid
        ? 'this process itself'
        : `process ${owner.pid}, started ${owner.startedAt}${owner.address === undefined ? '' : `, at ${owner.address}`}`
  return new PmoError(
    'data-folder-locked',
    `The data folder ${folder} is in use by ${who}; use that server, stop it first, or set PMO_DATA_DIR to another folder.`,
  )
}

/** SQLite's result codes for a file that cannot be opened or written. */
const SQLITE_CLOSED_FILE = new Set([8, 14, 23])

function reasonOf(cause: unknown): string {
  const { code, errcode, message } = Object(cause) as Readonly<Record<string, unknown>>
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'it is a file, or lies below one'
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full'
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'this user may not write there'
  if (typeof errcode === 'number' && SQLITE_CLOSED_FILE.has(errcode & 0xff))
    return 'this user may not write there'
  return typeof message === 'string' ? message : String(cause)
}

function unusable(folder: string, cause: unknown): PmoError {
  return new PmoError(
    'data-folder-unusable',
    `The data folder ${folder} cannot be used: ${reasonOf(cause)}; make it a folder that this user may write, or set PMO_DATA_DIR to another one.`,
    { cause },
  )
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
