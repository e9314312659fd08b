import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')

/** What became of one wrong version of a file. */
const mutant = z.object({
  mutatorName: z.string(),
  replacement: z.string().optional(),
  status: z.string(),
  location: z.object({ start: z.object({ line: z.number(), column: z.number() }) }),
})
const report = z.object({
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(mutant) })),
})

/** A wrong version that no test noticed. */
export interface Survivor {
  readonly file: string
  readonly line: number
  /** The line as it is. */
  readonly text: string
  /** What stood in place of some of it. */
  readonly replacement: string
}

/** How a pack has come through. */
export interface PackResult {
  readonly killed: number
  /** Those of them whose tests came to no end in their time: rings mostly, but on a busy machine also patience. */
  readonly timedOut: number
  readonly total: number
  readonly survivors: readonly Survivor[]
}

/** Which files of which pack are made wrong. */
export interface PackRun {
  /** Folder of the pack, from the root. */
  readonly folder: string
  /** Globs within it. */
  readonly mutate: readonly string[]
  readonly concurrency: number
  /** Leaves out what is worked out once when a file is read: each of these costs a run of all tests. */
  readonly quick: boolean
}

const NOTICED = new Set(['Killed', 'Timeout', 'RuntimeError'])
/** Versions that do not count: the compiler refuses them, or a comment in the file says why they are no fault. */
const LEFT_OUT = new Set(['CompileError', 'Ignored'])

/**
 * Makes the formulas of a pack wrong, one place after the other, and runs the pack's own tests on each.
 * @throws Error where the tests do not pass as they are
 */
export async function runPack({ folder, ...what }: PackRun): Promise<PackResult> {
  const scratch = await mkdtemp(join(tmpdir(), 'pmo-mutants-'))
  try {
    const [config, result] = [join(scratch, 'stryker.json'), join(scratch, 'mutants.json')]
    await writeFile(config, JSON.stringify(options({ ...what, result })))
    const { code, output } = await stryker(config, join(root, folder))
    if (code !== 0) throw new Error(`The mutants of ${folder} could not be tried:\n${output}`)
    return summary(report.parse(JSON.parse(await readFile(result, 'utf8'))))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function options({
  mutate,
  concurrency,
  quick,
  result,
}: Omit<PackRun, 'folder'> & { readonly result: string }) {
  return {
    testRunner: 'vitest',
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    vitest: { configFile: join(import.meta.dirname, 'vitest.config.ts') },
    mutate: [...mutate, '!src/**/*.test.ts', '!src/**/test-support/**'],
    // Sentences are for people: what they say of figures is tested, how they say it is not.
    mutator: { excludedMutations: ['StringLiteral'] },
    reporters: ['json'],
    jsonReporter: { fileName: result },
    concurrency,
    ignoreStatic: quick,
    allowEmpty: true,
    checkers: [],
    fileLogLevel: 'off',
    thresholds: { high: 100, low: 90, break: null },
  }
}

async function stryker(
  config: string,
  cwd: string,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  const command = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  const child = spawn(process.execPath, [command, 'run', config], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  // Whoever stops us stops it too.
  const stop = (): boolean => child.kill()
  process.once('exit', stop)
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text))
  }
  child.on('error', reject).on('close', resolve)
  const code = await promise
  process.off('exit', stop)
  return { code, output: output.join('') }
}

function summary({ files }: z.infer<typeof report>): PackResult {
  const mutants = Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n')
    return mutants
      .filter(({ status }) => !LEFT_OUT.has(status))
      .map(({ status, replacement = '', location: { start } }) => ({
        noticed: NOTICED.has(status),
        timedOut: status === 'Timeout',
        survivor: { file, line: start.line, text: (lines[start.line - 1] ?? '').trim(), replacement },
      }))
  })
  const survivors = mutants.flatMap(({ noticed, survivor }) => (noticed ? [] : [survivor]))
  return {
    total: mutants.length,
    killed: mutants.length - survivors.length,
    timedOut: mutants.filter(({ timedOut }) => timedOut).length,
    survivors,
  }
}
