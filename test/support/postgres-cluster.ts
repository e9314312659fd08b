import { spawn, spawnSync, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { findPostgres, type PostgresBinaries } from './postgres-binaries.ts'

/** A PostgreSQL server that lives for one run of the tests. */
export interface PostgresCluster extends AsyncDisposable {
  /** Address of one of its databases; of `postgres` unless named. The user may do everything. */
  url(database?: string): string
}

/** With `fsync` it is as safe and slow as a real one; otherwise a crash of the machine may tear it. */
export interface ClusterOptions {
  readonly fsync?: boolean
}

/**
 * Makes and starts a server on a free port of 127.0.0.1. It ends with `Symbol.asyncDispose`, or by itself when this process
 * is gone, however that happened.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<PostgresCluster> {
  const binaries = findPostgres()
  if ('missing' in binaries) throw new Error(binaries.missing)
  const folder = mkdtempSync(join(tmpdir(), 'pmo-postgres-'))
  if (binaries.runAs !== undefined) chownSync(folder, binaries.runAs.uid, binaries.runAs.gid)
  initialise(binaries, folder)
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(binaries, folder, options)
    } catch (error) {
      // Another process may have taken the port between choosing and using it.
      if (attempt < 5) continue
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }
}

function initialise(binaries: PostgresBinaries, folder: string): void {
  const args = [
    '-D',
    join(folder, 'data'),
    '-U',
    'pmo',
    '--auth=trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]
  const { status, stderr } = spawnSync(join(binaries.bin, 'initdb'), args, {
    cwd: folder,
    encoding: 'utf8',
    ...binaries.runAs,
  })
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`)
}

/** The shell stops the server and removes its folder as soon as its input ends, which happens when we do. */
const GUARDED = '"$@" 2>&1 & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$PMO_FOLDER"'

async function start(
  binaries: PostgresBinaries,
  folder: string,
  options: ClusterOptions,
): Promise<PostgresCluster> {
  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    log_checkpoints: 'off',
    fsync: options.fsync === true ? 'on' : 'off',
    full_page_writes: options.fsync === true ? 'on' : 'off',
  }
  const server = [join(binaries.bin, 'postgres'), '-D', join(folder, 'data')]
  for (const [name, value] of Object.entries(settings)) server.push('-c', `${name}=${value}`)
  const spawning: SpawnOptions = {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], PMO_FOLDER: folder },
    ...binaries.runAs,
  }
  const child = spawn('sh', ['-c', GUARDED, 'sh', ...server], spawning)
  const exited = once(child, 'exit')
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('The server was started without pipes.')
  try {
    await untilReady(stdout)
    // What the server says from now on is read and dropped: with a full pipe its next line would stop it for good.
    stdout.resume()
  } catch (error) {
    child.kill()
    throw error
  }
  child.unref()
  return {
    url: (database = 'postgres') => `postgres://pmo@127.0.0.1:${port}/${database}`,
    async [Symbol.asyncDispose]() {
      stdin.end()
      await exited
    },
  }
}

async function untilReady(output: Readable): Promise<void> {
  let log = ''
  output.setEncoding('utf8')
  for await (const text of output.iterator({ destroyOnReturn: false })) {
    log += String(text)
    if (/database system is ready to accept connections/.test(log)) {
      return
    }
    if (/FATAL|could not/.test(log)) break
  }
  throw new Error(`PostgreSQL did not start: ${log}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}
