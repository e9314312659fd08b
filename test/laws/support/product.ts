import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createClient } from '@headless-pmo/client'

const MAIN = join(import.meta.dirname, '../../../core/src/main.ts')

type Client = ReturnType<typeof createClient>
export type Run = Awaited<ReturnType<Client['api']['sync']['run']['query']>>

interface Workspace {
  /** By path in the folder; `pmo.config.ts` is the configuration. */
  readonly files: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
  /** Modules that the server's process loads before its own. */
  readonly preload?: readonly string[]
}

/** What a process printed, and how it ended. */
export interface Printed {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The whole product as its users have it: a folder with a configuration, a server of its own, the command line. */
export class Product implements AsyncDisposable {
  readonly folder: string
  readonly #workspace: Workspace
  #child: ChildProcess | undefined
  #printed = ''
  #address = ''

  private constructor(folder: string, workspace: Workspace) {
    this.folder = folder
    this.#workspace = workspace
  }

  /** Makes the folder; nothing runs yet. */
  static async create(workspace: Workspace): Promise<Product> {
    const product = new Product(await mkdtemp(join(tmpdir(), 'pmo-law-')), workspace)
    for (const [path, text] of Object.entries(workspace.files)) await product.write(path, text)
    return product
  }

  /** Makes the folder and starts the server on it. */
  static async start(workspace: Workspace): Promise<Product> {
    const product = await Product.create(workspace)
    try {
      await product.serve()
    } catch (error) {
      await product[Symbol.asyncDispose]()
      throw error
    }
    return product
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }

  /** @throws Error with what it printed, when it does not start */
  async serve(): Promise<void> {
    const preload = (this.#workspace.preload ?? []).flatMap((file) => ['--import', file])
    const child = spawn(process.execPath, [...preload, MAIN, 'serve'], this.#spawnOptions())
    this.#child = child
    const ready = Promise.withResolvers<void>()
    const before = this.#printed.length
    const take = (chunk: Buffer): void => {
      this.#printed += chunk.toString()
      if (this.#printed.includes('Ctrl-C', before)) ready.resolve()
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('close', () => ready.reject(new Error(`The server ended: ${this.#printed}`)))
    await ready.promise
    this.#address = /http:\/\/[^\s"]+(?=\s)/.exec(this.#printed.slice(before))?.[0] ?? ''
  }

  get address(): string {
    return this.#address
  }

  get token(): string {
    return readFileSync(join(this.folder, '.pmo/token'), 'utf8').trim()
  }

  get client(): Client {
    return createClient({ url: this.#address, token: this.token })
  }

  /** Everything that the server has printed so far. */
  get printed(): string {
    return this.#printed
  }

  /** Sends the server's process a signal. */
  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name)
  }

  /** Asks any path of the API, and gives what came back as text. */
  async ask(
    path: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }
    const reply = await fetch(`${this.#address}${path}`, {
      ...init,
      headers: { ...headers, ...init.headers },
    })
    return { status: reply.status, text: await reply.text() }
  }

  /** Syncs and waits for the end of the run. */
  async sync(connection: string, options: { readonly full?: boolean } = {}): Promise<Run> {
    const { api } = this.client
    const { id } = await api.sync.start.mutate({ connection, ...options })
    return this.ended(id)
  }

  /** A run once it has ended. */
  async ended(run: string): Promise<Run> {
    const { api } = this.client
    for await (const step of await api.sync.progress.query({ run })) if (step.endedAt !== undefined) break
    return api.sync.run.query({ run })
  }

  async export(): Promise<string> {
    const { status, text } = await this.ask('/api/v1/export')
    if (status !== 200) throw new Error(text)
    return text
  }

  /** Runs one command in the folder to its end. */
  async pmo(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Printed> {
    const child = spawn(process.execPath, [MAIN, ...args], this.#spawnOptions(variables))
    let [stdout, stderr] = ['', '']
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    // What `close` brings: the exit code, or null after a signal.
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, stdout, stderr }
  }

  /** Ends the server; the folder stays. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const closed = once(child, 'close')
    child.kill(signal)
    await closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGKILL')
    await rm(this.folder, { recursive: true, force: true })
  }

  #spawnOptions(more: Readonly<Record<string, string>> = {}) {
    const { PATH } = process.env
    return {
      cwd: this.folder,
      env: { PATH, PORT: '0', PMO_LOG_LEVEL: 'silent', ...this.#workspace.variables, ...more },
      stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
    }
  }
}
