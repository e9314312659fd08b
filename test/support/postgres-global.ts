import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { startCluster, type PostgresCluster } from './postgres-cluster.ts'

/**
 * Vitest's global setup of every project that needs databases. It starts no server: test files ask this process for one, and
 * the first to ask makes it start, so that a run without such tests does not pay. All projects share it.
 */

/** What test files are told, with vitest's `inject`. */
export interface DatabaseService {
  /** `GET` here answers with the address of the run's PostgreSQL server. */
  readonly clusterAddress: string
  /** `GET` here answers with a data folder of the embedded database that is migrated and holds nothing; made once in the run. */
  readonly dataFolderAddress: string
  /** Folder of this run, for images of the embedded database. */
  readonly runFolder: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    databases: DatabaseService
  }
}

interface Shared {
  users: number
  cluster: Promise<PostgresCluster> | undefined
  dataFolder: Promise<string> | undefined
  readonly server: Server
  readonly service: Promise<DatabaseService>
}

const KEY = Symbol.for('@headless-pmo/test/databases')
// Named boundary: each project loads this file anew, and the process is what they share.
const store = globalThis as { [KEY]?: Shared }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (store[KEY] ??= openShared())
  shared.users++
  project.provide('databases', await shared.service)
  return async () => {
    shared.users--
    if (shared.users > 0) return
    delete store[KEY]
    shared.server.close()
    shared.server.closeAllConnections()
    rmSync((await shared.service).runFolder, { recursive: true, force: true })
    const cluster = await shared.cluster?.catch(() => undefined)
    await cluster?.[Symbol.asyncDispose]()
  }
}

function openShared(): Shared {
  const server = createServer((request, response) => {
    answerOf(request.url).then(
      (answer) => response.end(answer),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1')
  const shared: Shared = {
    users: 0,
    cluster: undefined,
    dataFolder: undefined,
    server,
    service: describe(server),
  }
  const answerOf = async (path: string | undefined): Promise<string> => {
    if (path === DATA_FOLDER) return (shared.dataFolder ??= makeDataFolder((await shared.service).runFolder))
    return (await (shared.cluster ??= startCluster())).url()
  }
  return shared
}

const DATA_FOLDER = '/data-folder'

async function makeDataFolder(runFolder: string): Promise<string> {
  const folder = join(runFolder, 'data-folder')
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'make-data-folder.ts'), folder])
  return folder
}

async function describe(server: Server): Promise<DatabaseService> {
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return {
    clusterAddress: `http://127.0.0.1:${address.port}/`,
    dataFolderAddress: `http://127.0.0.1:${address.port}${DATA_FOLDER}`,
    runFolder: mkdtempSync(join(tmpdir(), 'pmo-run-')),
  }
}
