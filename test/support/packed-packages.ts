import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { lockFile } from './lock-file.ts'

const root = resolve(import.meta.dirname, '..', '..')
const CACHE = join(root, 'node_modules', '.cache', 'pmo-packed')

/** What a package's tarball is made from. */
const SOURCES = [
  '.ci/build/*',
  'tsconfig.json',
  'pnpm-workspace.yaml',
  '{sdk,plugins}/*/{package.json,tsconfig.build.json,README.md}',
  'core/{package.json,tsconfig.build.json,README.md}',
  '{sdk,plugins}/*/src/**/*',
  'core/{src,bin,templates}/**/*',
]

/** Folders of what is published, in the order it is built. */
export function publishedFolders(): readonly string[] {
  const { references } = JSON.parse(readFileSync(join(root, '.ci', 'build', 'tsconfig.json'), 'utf8')) as {
    readonly references: readonly { readonly path: string }[]
  }
  return references.map(({ path }) => dirname(relative(root, join(root, '.ci', 'build', path))))
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const files = globSync(SOURCES, { cwd: root, exclude: ['**/node_modules/**'] })
  for (const file of files.toSorted()) {
    if (!/\.\w+$/.test(file)) continue
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

function run(command: string, args: readonly string[], cwd: string): void {
  const done = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true', pnpm_config_pm_on_fail: 'ignore' },
    timeout: 300_000,
  })
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`)
}

function pack(folder: string): void {
  run(process.execPath, [join(root, '.ci', 'build', 'main.ts')], root)
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly packageManager: string
  }
  for (const published of publishedFolders()) {
    run('npx', ['--yes', packageManager, 'pack', '--pack-destination', folder], join(root, published))
  }
}

/**
 * The packages as they would be published: file names of their tarballs by package name. Test files of one run
 * share them, and so does the next run while no source has changed.
 */
export async function packedPackages(): Promise<ReadonlyMap<string, string>> {
  mkdirSync(CACHE, { recursive: true })
  using _lock = await lockFile(join(CACHE, 'lock'), () => delay(100))
  const folder = join(CACHE, fingerprint())
  if (!existsSync(folder)) {
    for (const old of readdirSync(CACHE)) {
      if (old !== 'lock') rmSync(join(CACHE, old), { recursive: true, force: true })
    }
    const making = `${folder}.making`
    mkdirSync(making)
    pack(making)
    renameSync(making, folder)
  }
  return new Map(
    publishedFolders().map((published) => {
      const { name, version } = JSON.parse(readFileSync(join(root, published, 'package.json'), 'utf8')) as {
        readonly name: string
        readonly version: string
      }
      const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
      return [name, join(folder, file)]
    }),
  )
}
