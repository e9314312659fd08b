import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Environment } from '../../config/index.ts'
import { runningServer, tokenFile } from '../data-folder.ts'
import type { Finding } from './finding.ts'

/** The oldest Node that runs TypeScript and has Temporal. */
const NODE_MAJOR = 26
/** Below this a sync may run out of disk, bytes. */
const LITTLE_SPACE = 512 * 1024 * 1024
/** Rights of group and others. */
const FOREIGN_RIGHTS = 0o077

/** What can be seen from outside, before anything is opened. */
export function machineFindings(environment: Environment): Finding[] {
  return [nodeFinding(process.versions.node), ...folderFindings(environment), ownerFinding(environment)]
}

/** Whether a version of Node is new enough. */
export function nodeFinding(version: string): Finding {
  return Number.parseInt(version, 10) >= NODE_MAJOR
    ? { subject: 'node', state: 'ok', sentence: `Node ${version} runs this.` }
    : {
        subject: 'node',
        state: 'error',
        sentence: `Node ${version} is too old.`,
        action: `Install Node ${NODE_MAJOR} or later.`,
      }
}

/** Whether the data folder can be written, has room, and keeps its token to itself. */
export function folderFindings({ dataDir }: Pick<Environment, 'dataDir'>): Finding[] {
  const subject = 'data folder'
  const folder = resolve(dataDir)
  if (!existsSync(folder)) {
    return [{ subject, state: 'ok', sentence: `${folder} is not there yet; the first start makes it.` }]
  }
  try {
    if (!statSync(folder).isDirectory()) throw new Error('it is a file')
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    return [
      {
        subject,
        state: 'error',
        sentence: `${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
        action: `Give this user the right to write in ${dirname(folder)}, or set PMO_DATA_DIR to another folder.`,
      },
    ]
  }
  return [spaceFinding(folder), ...tokenFinding(tokenFile(dataDir))]
}

function spaceFinding(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const amount = `${(free / 1024 ** 3).toFixed(1)} GB`
  return free >= LITTLE_SPACE
    ? { subject: 'data folder', state: 'ok', sentence: `${folder} can be written, ${amount} are free.` }
    : {
        subject: 'data folder',
        state: 'warning',
        sentence: `Only ${amount} are free where ${folder} is.`,
        action: 'Make room, or set PMO_DATA_DIR to a folder on another disk.',
      }
}

function tokenFinding(file: string): Finding[] {
  if (process.platform === 'win32' || !existsSync(file)) return []
  if ((statSync(file).mode & FOREIGN_RIGHTS) === 0) return []
  return [
    {
      subject: 'data folder',
      state: 'warning',
      sentence: `Others on this machine may read the operator's token in ${file}.`,
      action: `Run: chmod 600 ${file}`,
    },
  ]
}

function ownerFinding({ dataDir, databaseUrl }: Environment): Finding {
  const server = runningServer(dataDir)
  if (server !== undefined) {
    return {
      subject: 'server',
      state: 'ok',
      sentence: `A server runs at ${server.address} (process ${server.pid}).`,
    }
  }
  const where = databaseUrl === undefined ? `on ${dataDir}` : 'that this folder knows of'
  return {
    subject: 'server',
    state: 'ok',
    sentence: `No server runs ${where}; its data was opened for this.`,
  }
}
