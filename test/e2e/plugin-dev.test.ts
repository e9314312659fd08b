import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..', '..')
const MAIN = join(root, 'core', 'src', 'main.ts')

let home = ''
beforeAll(() => {
  mkdirSync(join(root, '.pmo'), { recursive: true })
  home = mkdtempSync(join(root, '.pmo', 'dev-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const environment = {
  ...process.env,
  PMO_LOG_LEVEL: 'silent',
  PMO_LAW_ROUNDS: '2',
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'pmo'),
}

function newPlugin(folder: string, kind = 'connector', name = folder): string {
  const args = [MAIN, 'plugin', 'new', name, `--${kind}`, '--folder', join(home, folder), '--no-install']
  const made = spawnSync(process.execPath, args, { cwd: home, env: environment, encoding: 'utf8' })
  expect(made).toMatchObject({ status: 0 })
  return join(home, folder)
}

/** `pmo plugin dev` as somebody sits before it. */
class Developer implements AsyncDisposable {
  readonly child: ChildProcess
  #printed = ''
  /** Up to where what is printed has been looked at. */
  #seen = 0
  #news = Promise.withResolvers<void>()

  constructor(folder: string) {
    this.child = spawn(process.execPath, [MAIN, 'plugin', 'dev'], {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const note = (chunk: Buffer): void => {
      this.#printed += chunk.toString()
      this.#news.resolve()
    }
    this.child.stdout?.on('data', note)
    this.child.stderr?.on('data', note)
    this.child.on('exit', () => this.#news.resolve())
  }

  /** Waits until something new is printed; gives all up to its end. */
  async sees(what: string | RegExp): Promise<string> {
    for (;;) {
      const rest = this.#printed.slice(this.#seen)
      const found = typeof what === 'string' ? rest.indexOf(what) : rest.search(what)
      if (found >= 0) {
        const length = typeof what === 'string' ? what.length : (what.exec(rest)?.[0].length ?? 0)
        this.#seen += found + length
        return rest.slice(0, found + length)
      }
      if (this.child.exitCode !== null) throw new Error(`It ended without "${String(what)}":\n${rest}`)
      this.#news = Promise.withResolvers()
      await this.#news.promise
    }
  }

  types(line: string): void {
    this.child.stdin?.write(`${line}\n`)
  }

  async ends(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
    return this.child.exitCode
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM')
    await this.ends()
  }
}

describe('pmo plugin dev', () => {
  test('shows requests, pages with their cursor, records and laws; edits on demand; ends on Ctrl-C', async () => {
    await using developer = new Developer(newPlugin('harbour'))
    const shown = await developer.sees('Waiting for a change')
    expect(shown).toMatch(/→ 1 GET https:\/\/api\.harbour\.example\/teams\/ENG\/issues\?\S+ {2}200/)
    expect(shown).toMatch(/issues: page of 3 items {2}cursor \{"since":/)
    expect(shown).toMatch(/records: 5 workItem/)
    expect(await developer.sees(/laws: \d+ laws kept/)).not.toContain('✗')
    // The kinds of edits in turn: the first makes an item, the second changes one.
    developer.types('e')
    expect(await developer.sees('Waiting for a change')).toMatch(/fake tracker: create[^]*\+ workItem/)
    developer.types('e')
    expect(await developer.sees('Waiting for a change')).toMatch(/fake tracker: edit[^]*≠ workItem/)
    developer.types('')
    expect(await developer.sees('Waiting for a change')).toContain('nothing changed')
    developer.child.kill('SIGINT')
    expect(await developer.ends()).toBe(0)
  })

  test('begins anew at every save, shows what is wrong with a file and waits for the next', async () => {
    const folder = newPlugin('pier')
    const file = join(folder, 'src', 'map.ts')
    const text = readFileSync(file, 'utf8')
    await using developer = new Developer(folder)
    await developer.sees('Waiting for a change')
    writeFileSync(file, `${text}\nthis is no TypeScript (`)
    const broken = await developer.sees('Waiting for the next save')
    expect(broken).toContain('map.ts has changed')
    expect(broken).toMatch(/src\/map\.ts:\d+/)
    // As editors save: a new file takes the place of the old.
    writeFileSync(`${file}.new~`, text.replace('title: issue.title', "title: 'Renamed'"))
    renameSync(`${file}.new~`, file)
    expect(await developer.sees('Waiting for a change')).toContain('Renamed')
    developer.types('q')
    expect(await developer.ends()).toBe(0)
  })

  test('says what is missing: the fake tracker, the plugin', async () => {
    const folder = newPlugin('quay')
    const options = join(folder, 'src', 'conformance.ts')
    renameSync(options, `${options}.bak`)
    await using developer = new Developer(folder)
    expect(await developer.sees('Waiting for the next save')).toContain(
      'conformance.ts; it says by default export',
    )
    renameSync(`${options}.bak`, options)
    await developer.sees('Waiting for a change')
    writeFileSync(join(folder, 'src', 'index.ts'), 'export const plugin = 1\n')
    expect(await developer.sees('Waiting for the next save')).toContain('exports no plugin by default')
  })

  test.each([
    ['check', /✗ pond\.in-progress-has-an-owner on "fires", item 1: fail/],
    ['notifier', /→ 1 POST \S+\/messages {2}201\nnotification: delivered/],
    ['route', /← GET http:\S+\/plugins\/pond\/projects {2}200/],
  ] as const)('shows what a %s does', async (kind, seen) => {
    await using developer = new Developer(newPlugin(`pond-${kind}`, kind, 'pond'))
    expect(await developer.sees('Waiting for a change')).toMatch(seen)
  })
})
