import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOwner } from '../data-folder/index.ts'

/** Data of the demo workspace, within the data folder's usual place. */
export const DEMO_FOLDER = join('.pmo', 'demo')
const TOKEN_FILE = 'token'

/** A server that owns a data folder. */
export interface RunningServer {
  readonly address: string
  readonly pid: number
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The server that runs on a folder; undefined when none does, or the one that did is dead. */
export function runningServer(folder: string): RunningServer | undefined {
  const owner = folderOwner(folder)
  if (owner?.address === undefined || !isAlive(owner.pid)) return undefined
  return { address: owner.address, pid: owner.pid }
}

/**
 * The data folder that a command means: the one named in PMO_DATA_DIR, else `.pmo`; without a config file that of
 * the demo, where only the demo has run.
 */
export function findDataFolder(named: string | undefined, hasConfig: boolean): string {
  if (named !== undefined && named !== '') return named
  if (hasConfig || runningServer('.pmo') !== undefined) return '.pmo'
  if (runningServer(DEMO_FOLDER) !== undefined) return DEMO_FOLDER
  return !existsSync(join('.pmo', 'lock')) && existsSync(join(DEMO_FOLDER, 'lock')) ? DEMO_FOLDER : '.pmo'
}

/** The operator's token, kept in the folder for the command line. */
export function folderToken(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, TOKEN_FILE), 'utf8').trim()
  } catch {
    return undefined
  }
}

/** Where {@link folderToken} is read from. */
export const tokenFile = (folder: string): string => join(folder, TOKEN_FILE)
