import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir, readlink, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { succeeded, type Ended } from '../support/outside-workspace.ts'

const root = resolve(import.meta.dirname, '..', '..')
const MAIN = join(root, 'core', 'src', 'main.ts')
const execute = promisify(execFile)

let home = ''
beforeAll(() => {
  // In the checkout, where the packages are found; ignored by git.
  mkdirSync(join(root, '.pmo'), { recursive: true })
  home = mkdtempSync(join(root, '.pmo', 'scaffold-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

async function run(
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  try {
    const { stdout, stderr } = await execute(program, args, {
      cwd: home,
      env: {
        ...process.env,
        PMO_LOG_LEVEL: 'silent',
        PMO_LAW_ROUNDS: '5',
        NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'pmo'),
        ...variables,
      },
      timeout: 110_000,
    })
    return { status: 0, stdout, stderr }
  } catch (error) {
    // What execFile rejects with has the exit code and all that was printed.
    const ended = error as { readonly code?: number; readonly stdout: string; readonly stderr: string }
    return { status: ended.code ?? 1, stdout: ended.stdout, stderr: ended.stderr }
  }
}
const pmo = (...args: readonly string[]): Promise<Ended> => run(process.execPath, [MAIN, ...args])
const tool = (name: string, ...args: readonly string[]): Promise<Ended> =>
  run(join(root, 'node_modules', '.bin', name), args)

/** Checked by the same options as the repository, together with what they import. */
function writeTypeConfig(): string {
  const file = join(home, 'tsconfig.json')
  writeFileSync(
    file,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['*/src'], exclude: [] }),
  )
  return file
}

describe('what pmo plugin new writes', () => {
  const kinds = ['connector', 'check', 'notifier', 'route']

  test('compiles and has nothing that the linter minds', async () => {
    const made = await Promise.all(
      kinds.map((kind) =>
        pmo('plugin', 'new', `blue-${kind}`, `--${kind}`, '--folder', join(home, kind), '--no-install'),
      ),
    )
    expect(made.map(({ status, stderr }) => ({ status, stderr }))).toEqual(
      kinds.map(() => ({ status: 0, stderr: '' })),
    )
    const left = kinds.flatMap((kind) => {
      const files = ['package.json', 'README.md', 'src/index.ts', 'src/conformance.ts']
      return files.filter((file) => /my.?plugin/i.test(readFileSync(join(home, kind, file), 'utf8')))
    })
    expect(left).toEqual([])
    const { name } = JSON.parse(readFileSync(join(home, 'connector', 'package.json'), 'utf8')) as {
      name: string
    }
    expect(readFileSync(join(home, 'connector', 'README.md'), 'utf8')).toContain(`plugins: ['${name}']`)
    expect(await tool('tsc', '--noEmit', '-p', writeTypeConfig())).toMatchObject({ status: 0, stdout: '' })
    // What git ignores is linted all the same in a repository of its own.
    await run('git', ['init', '--quiet'])
    const linted = await tool('oxlint', '-c', join(root, '.oxlintrc.json'), '--type-aware', ...kinds)
    expect(linted).toMatchObject({ status: 0 })
    expect(linted.stdout).toContain('Found 0 warnings and 0 errors')
  })

  test.concurrent.each(kinds)('a %s keeps its laws and is packed', async (kind) => {
    const packed = await pmo('plugin', 'pack', join(home, kind), '--json')
    const { tarball, manifest } = JSON.parse(succeeded(packed)) as {
      readonly tarball: string
      readonly manifest: { readonly id: string; readonly laws: { readonly gaps: object } }
    }
    expect(manifest).toMatchObject({ id: `blue-${kind}`, contributes: [{ kind }], laws: { gaps: {} } })
    expect(existsSync(tarball)).toBe(true)
  })
})

describe('pmo plugin new refuses', () => {
  test('a name that cannot be one, with one that could', async () => {
    const { status, stderr } = await pmo('plugin', 'new', 'Acme Tracker', '--no-install')
    expect(status).toBe(1)
    expect(stderr).toContain('"Acme Tracker" cannot name a plugin')
    expect(stderr).toContain('for example: acme-tracker')
  })

  test('a folder that is there, and changes nothing in it', async () => {
    const folder = join(home, 'taken')
    mkdirSync(folder)
    const { status, stderr } = await pmo('plugin', 'new', 'taken', '--folder', folder, '--no-install')
    expect(status).toBe(1)
    expect(stderr).toContain('exists already; nothing was changed')
    expect(existsSync(join(folder, 'package.json'))).toBe(false)
  })

  test('two kinds at once', async () => {
    const { status, stderr } = await pmo('plugin', 'new', 'both', '--check', '--route', '--no-install')
    expect(status).toBe(1)
    expect(stderr).toContain('choose one of --check, --route')
  })
})

/** Processes that still run in a folder; where the machine can tell. */
async function loopsIn(folder: string): Promise<readonly string[]> {
  const processes = await readdir('/proc').catch(() => [])
  const folders = processes.filter((name) => /^\d+$/.test(name)).map((id) => readlink(`/proc/${id}/cwd`))
  const settled = await Promise.allSettled(folders)
  return settled.flatMap((one) => (one.status === 'fulfilled' && one.value === folder ? [one.value] : []))
}

describe('pmo plugin pack refuses', () => {
  const folder = (): string => join(home, 'broken')
  const source = (): string => join(folder(), 'src', 'index.ts')
  let original = ''
  /** The plugin as it was written, but for one change. */
  const edit = (from: string, to: string): void => {
    expect(original).toContain(from)
    writeFileSync(source(), original.replace(from, to))
  }

  beforeAll(async () => {
    await pmo('plugin', 'new', 'broken', '--folder', folder(), '--no-install')
    original = readFileSync(source(), 'utf8')
  })

  test('a plugin that breaks a law, with the story and how to see it again', async () => {
    // A classic: only the first page is read.
    edit('if (!more || since > limit) return', 'return')
    const { status, stderr } = await pmo('plugin', 'pack', folder())
    expect(status).toBe(1)
    expect(stderr).toContain('was not packed: it breaks')
    expect(stderr).toMatch(/✗ D1 /)
    expect(stderr).toMatch(/PMO_LAW_SEED=\d+ npx pmo plugin test/)
  })

  test('unless a known gap says why; the manifest says it too', async () => {
    const options = join(folder(), 'src', 'conformance.ts')
    const text = readFileSync(options, 'utf8')
    edit('await reply.json().catch(() => undefined)', 'await reply.json()')
    writeFileSync(options, text.replace('knownGaps: {}', `knownGaps: { P4: 'it has no login page' }`))
    const packed = await pmo('plugin', 'pack', folder(), '--json')
    writeFileSync(options, text)
    expect(JSON.parse(succeeded(packed))).toMatchObject({
      manifest: { laws: { gaps: { P4: 'it has no login page' } } },
    })
  })

  test('what does not start in a process of its own, whatever gaps say', async () => {
    const options = join(folder(), 'src', 'conformance.ts')
    const text = readFileSync(options, 'utf8')
    writeFileSync(options, text.replace('knownGaps: {}', `knownGaps: { S2: 'reads', P1: 'reads' }`))
    edit('const issues', "readFileSync('package.json')\n\nconst issues")
    writeFileSync(source(), `import { readFileSync } from 'node:fs'\n${readFileSync(source(), 'utf8')}`)
    const { status, stderr } = await pmo('plugin', 'pack', folder())
    writeFileSync(options, text)
    expect(status).toBe(1)
    expect(stderr).toContain('in a process of its own it does not start')
  })

  test.each(['test', 'pack'])('to wait for ever: plugin %s ends a loop that never waits', async (command) => {
    edit('map: (issue) => [toWorkItem(issue)]', 'map: (issue) => { for (;;) toWorkItem(issue) }')
    const limited = { PMO_LAW_SECONDS: '10' }
    const { status, stdout, stderr } = await run(
      process.execPath,
      [MAIN, 'plugin', command, folder()],
      limited,
    )
    expect(status).toBe(1)
    expect(stdout + stderr).toContain('did not come back within 10 seconds')
    expect(await loopsIn(folder())).toEqual([])
  })

  test('two versions of one plugin', async () => {
    edit("version: '0.1.0'", "version: '0.2.0'")
    const { status, stderr } = await pmo('plugin', 'pack', folder())
    expect(status).toBe(1)
    expect(stderr).toContain('0.1.0 by its package.json and 0.2.0 by definePlugin')
  })

  test('a module without a plugin', async () => {
    edit('export default definePlugin', 'export const plugin = definePlugin')
    const { status, stderr } = await pmo('plugin', 'pack', folder())
    expect(status).toBe(1)
    expect(stderr).toContain('exports no plugin by default')
  })

  test('a folder that is no package, in a sentence', async () => {
    const { status, stderr } = await pmo('plugin', 'pack', join(home, 'nowhere'))
    expect(status).toBe(1)
    expect(stderr).toContain('is no package of a plugin')
  })
})
