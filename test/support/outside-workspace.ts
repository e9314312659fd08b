import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '..', '..')
const execute = promisify(execFile)

interface RootManifest {
  readonly packageManager: string
  readonly devDependencies: Readonly<Record<string, string>>
}

const rootManifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as RootManifest

/** How a command ended. */
export interface Ended {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** What a command printed that had to succeed. @throws Error with all that it said, where it did not */
export function succeeded({ status, stdout, stderr }: Ended): string {
  if (status === 0) return stdout
  throw new Error(`The command ended with ${status}:\n${stdout}${stderr}`)
}

/** A folder as somebody has it who knows nothing of our workspace. */
export interface OutsideFolder extends AsyncDisposable {
  readonly folder: string
  /** Runs a program of its node_modules, by default here; never throws. */
  run(program: string, args: readonly string[], where?: string): Promise<Ended>
}

/** Versions of the tools that the repository itself uses. */
export const toolVersion = (name: string): string => {
  const written = rootManifest.devDependencies[name] ?? ''
  if (written !== 'catalog:') return written
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  return new RegExp(`^  '?${name}'?: (\\S+)$`, 'm').exec(catalog)?.[1] ?? ''
}

/** Cases that the laws are to be tried on, where somebody asks for them. */
const LAW_SEED = process.env['PMO_LAW_SEED']

/**
 * Installs packages into an empty folder outside the workspace. What is not given as a tarball comes from where this
 * machine gets its packages.
 * @param ours tarballs by package name: whoever asks for one of these names gets it
 */
export async function outsideFolder(request: {
  readonly dependencies: Readonly<Record<string, string>>
  readonly ours: ReadonlyMap<string, string>
}): Promise<OutsideFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'pmo-outside-'))
  const overrides = [...request.ours].map(([name, file]) => `  '${name}': 'file:${file}'`)
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'outside',
      private: true,
      type: 'module',
      dependencies: request.dependencies,
    }),
  )
  writeFileSync(
    join(folder, 'pnpm-workspace.yaml'),
    ['packages: []', 'strictDepBuilds: false', 'overrides:', ...overrides, ''].join('\n'),
  )
  await execute('npx', ['--yes', rootManifest.packageManager, 'install', '--prefer-offline'], {
    cwd: folder,
    env: { ...process.env, CI: 'true', pnpm_config_pm_on_fail: 'ignore' },
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: unknown) => {
    const { stdout = '', message = '' } = error as { readonly stdout?: string; readonly message?: string }
    throw new Error(`The packages could not be installed in ${folder}: ${message}\n${stdout}`)
  })
  return {
    folder,
    async run(program, args, where = folder) {
      const file = join(folder, 'node_modules', '.bin', program)
      try {
        const { stdout, stderr } = await execute(file, args, {
          cwd: where,
          // Node as this process runs it; of the rest nothing that points into the repository.
          env: {
            HOME: process.env['HOME'],
            PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
            PORT: '0',
            PMO_LOG_LEVEL: 'silent',
            OUTSIDE_KEY: 'canary-7f3a-never-in-output',
            ...(LAW_SEED !== undefined && { PMO_LAW_SEED: LAW_SEED }),
          },
          maxBuffer: 64 * 1024 * 1024,
          timeout: 90_000,
        })
        return { status: 0, stdout, stderr }
      } catch (error) {
        const ended = error as { readonly code?: number | string; readonly stdout?: string; stderr?: string }
        const status = typeof ended.code === 'number' ? ended.code : 1
        return { status, stdout: ended.stdout ?? '', stderr: ended.stderr ?? String(error) }
      }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
