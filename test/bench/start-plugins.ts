import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import github from '@headless-pmo/plugin-github'
import { describePlugin } from '@headless-pmo/sdk'
import { healthy } from './start.ts'

export interface PluginStartFigures {
  /** Time from starting the server's process to a healthy `/health`, milliseconds, on a folder that is there. */
  readonly noneMs: number
  readonly manyMs: number
  /** How many of them work. */
  readonly active: number
  /** Whether any of their code ran. */
  readonly ran: boolean
}

/** Each round measures both, so that a slow moment hits both; the quickest of each counts. */
const ROUNDS = 3

/** Packages with a manifest as large as that of a real connector, and code that would leave a mark. */
function writePlugins(home: string, count: number, mark: string): string {
  const manifest = describePlugin(github)
  const code = `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(mark)}, '')\nexport default {}\n`
  const integrity = `sha256-${createHash('sha256').update(code).digest('base64')}`
  const names = Array.from({ length: count }, (_, index) => `plugin-${index}`)
  for (const id of names) {
    mkdirSync(join(home, id))
    writeFileSync(join(home, id, 'plugin.mjs'), code)
    const packed = { ...manifest, id, entry: 'plugin.mjs', integrity }
    writeFileSync(join(home, id, 'pmo.manifest.json'), JSON.stringify(packed))
  }
  return `export default { plugins: ${JSON.stringify(names.map((id) => `./${id}`))} }\n`
}

/** How many plugins of a folder work, as the command line says. */
function activeIn(folder: string): number {
  const main = resolve(import.meta.dirname, '../../core/src/main.ts')
  const said = execFileSync(process.execPath, [main, 'plugins', '--json'], {
    cwd: folder,
    env: { ...process.env, PMO_DATA_DIR: join(folder, 'data'), PMO_LOG_LEVEL: 'silent' },
    encoding: 'utf8',
  })
  // What the command prints with --json is a list of plugins.
  return (JSON.parse(said) as readonly { readonly state: string }[]).filter(({ state }) => state === 'active')
    .length
}

/** What `count` plugins with manifests add to the start of a server. */
export async function measurePluginStart(count: number): Promise<PluginStartFigures> {
  const home = mkdtempSync(join(tmpdir(), 'pmo-bench-plugins-'))
  try {
    const mark = join(home, 'ran')
    const [none, many] = [join(home, 'none'), join(home, 'many')]
    for (const folder of [none, many]) mkdirSync(folder)
    writeFileSync(join(none, 'pmo.config.ts'), 'export default { plugins: [] }\n')
    writeFileSync(join(many, 'pmo.config.ts'), writePlugins(many, count, mark))
    const start = (folder: string): Promise<number> => healthy(join(folder, 'data'), folder)
    await start(none)
    await start(many)
    let [noneMs, manyMs] = [Infinity, Infinity]
    for (let round = 0; round < ROUNDS; round++) {
      noneMs = Math.min(noneMs, await start(none))
      manyMs = Math.min(manyMs, await start(many))
    }
    return { noneMs, manyMs, active: activeIn(many), ran: existsSync(mark) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
