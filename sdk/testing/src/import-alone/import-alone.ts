import { execFile } from 'node:child_process'
import type { Touch } from '../ambient/index.ts'

/** What importing a plugin's module did, in a process that does nothing else. */
export interface ImportReport {
  /** Id of the plugin that it exports; absent where its default export is none. */
  readonly plugin?: string
  /** What it reached for. */
  readonly touches: readonly Touch[]
  /** Timers that it left behind. */
  readonly timers: readonly string[]
  /** Handles and requests that it left open. */
  readonly active: readonly string[]
  /** Names that it put on the global object. */
  readonly globals: readonly string[]
  /** Events of the process that it listens to. */
  readonly listeners: readonly string[]
  /** What it wrote to the output. */
  readonly output: string
  /** Why it could not be imported at all. */
  readonly failure?: string
}

/** Longest an import may take, in milliseconds of real time: a busy machine starts processes slowly. */
const LONGEST_MS = 30_000

/**
 * Imports a module in a fresh process that may read files and nothing else, with an empty environment.
 * @param entry address of the module, as `file:` URL
 */
export async function importAlone(entry: string): Promise<ImportReport> {
  // Published packages hold JavaScript, the repository TypeScript: the child has the suffix of this file.
  const suffix = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  const child = new URL(`./imported-alone${suffix}`, import.meta.url)
  const { error, stdout, stderr } = await run(['--permission', '--allow-fs-read=*', child.href, entry])
  const [output = '', told] = stdout.split(MARK)
  if (told === undefined) {
    const why =
      stderr.split('\n').find((line) => /error|denied/i.test(line)) ??
      error?.message ??
      'it ended without a word'
    return { touches: [], timers: [], active: [], globals: [], listeners: [], output, failure: why.trim() }
  }
  // Written by imported-alone.ts with this very type.
  const report = JSON.parse(told) as ImportReport
  return { ...report, output: `${output}${report.output}${stderr}` }
}

/** Stands between what the plugin wrote and the report. */
export const MARK = '\n\u241e report \u241e\n'

interface Ended {
  readonly error: Error | null
  readonly stdout: string
  readonly stderr: string
}

function run([...given]: readonly string[]): Promise<Ended> {
  const flags = given.slice(0, 2)
  const [module = '', entry = ''] = given.slice(2)
  const script = `await import(${JSON.stringify(module)}).then((m) => m.report(${JSON.stringify(entry)}))`
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...flags, '--no-warnings', '--input-type=module', '--eval', script],
      { encoding: 'utf8', env: {}, timeout: LONGEST_MS, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ error, stdout, stderr }),
    )
  })
}
