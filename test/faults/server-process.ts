import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

/** What the server under test prints, a line of JSON each. */
export type ServerWord =
  | { readonly word: 'ready' }
  | {
      readonly word: 'run'
      readonly state: string
      readonly held: number
      readonly id: string
      readonly problem?: string
      readonly reasons: readonly string[]
    }
  | { readonly word: 'exported'; readonly text: string }
  | { readonly word: 'done' }

/** A real server in a process of its own, on a database, told what to do line by line. */
export class ServerProcess implements AsyncDisposable {
  readonly child: ChildProcess
  readonly #words: ServerWord[] = []
  readonly #errors: string[] = []
  #wake = Promise.withResolvers<void>()
  #ended = false

  constructor(environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [resolve(import.meta.dirname, 'server-main.ts')], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PMO_LOG_LEVEL: 'error', ...environment },
    })
    this.child.stderr?.on('data', (chunk: Buffer) => this.#errors.push(chunk.toString()))
    if (this.child.stdout !== null) {
      createInterface({ input: this.child.stdout }).on('line', (line) => {
        this.#words.push(JSON.parse(line) as ServerWord)
        this.#stir()
      })
    }
    this.child.on('close', () => {
      this.#ended = true
      this.#stir()
    })
  }

  /** Whether the process has ended, however that came. */
  get ended(): boolean {
    return this.#ended
  }

  /** What it said on its error output. */
  get errors(): string {
    return this.#errors.join('')
  }

  tell(command: string): void {
    this.child.stdin?.write(`${command}\n`)
  }

  /** The next word of a kind. @throws Error with its last words when it ends before */
  async next<W extends ServerWord['word']>(word: W): Promise<Extract<ServerWord, { word: W }>> {
    for (;;) {
      const at = this.#words.findIndex((candidate) => candidate.word === word)
      const [found] = at < 0 ? [] : this.#words.splice(at, 1)
      // Found by its word just before.
      if (found !== undefined) return found as Extract<ServerWord, { word: W }>
      if (this.#ended) throw new Error(`The server ended before it said "${word}": ${this.errors}`)
      await this.#wake.promise
    }
  }

  /** Kills it without a chance to tidy up. */
  async kill(): Promise<void> {
    if (!this.#ended) this.child.kill('SIGKILL')
    await this.gone()
  }

  async gone(): Promise<void> {
    while (!this.#ended) await this.#wake.promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return
    this.child.kill('SIGKILL')
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close')
  }

  #stir(): void {
    this.#wake.resolve()
    this.#wake = Promise.withResolvers<void>()
  }
}
