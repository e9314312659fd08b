import { spawn } from 'node:child_process'
import { PmoError } from '../../config/index.ts'
import type { Workspace } from './workspace.ts'

/** What package managers call themselves in the environment of what they start. */
const MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'] as const

interface Installation {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
}

/** How the packages of a folder are installed: in a checkout by its own pnpm, else by what started this command. */
export function installation(
  folder: string,
  workspace: Workspace | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): Installation {
  if (workspace !== undefined) {
    const args = ['--yes', workspace.packageManager, 'install', '--no-frozen-lockfile']
    return { command: 'npx', args, cwd: workspace.root }
  }
  const agent = variables['npm_config_user_agent'] ?? ''
  const command = MANAGERS.find((name) => agent.startsWith(`${name}/`)) ?? 'npm'
  return { command, args: ['install'], cwd: folder }
}

/** How it is written in a terminal. */
export const installCommand = ({ command, args }: Installation): string => [command, ...args].join(' ')

/** Told output is long; its end says what went wrong. */
const TOLD = 4000

/**
 * Installs, silent unless it fails.
 * @throws PmoError `invalid-request` with the command to repeat; what was written stays
 */
export async function installPackages(
  planned: Installation,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const { command, args, cwd } = planned
  const child = spawn(command, args, {
    cwd,
    // pm_on_fail: npx has already brought the version that the checkout names.
    env: { ...process.env, CI: 'true', pnpm_config_pm_on_fail: 'ignore' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    signal,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-TOLD)
    })
  }
  const failure = await new Promise<string | undefined>((done) => {
    child.on('error', (error) => done(error.message))
    child.on('close', (code) => done(code === 0 ? undefined : `it ended with ${String(code)}`))
  })
  if (failure === undefined) return
  throw new PmoError(
    'invalid-request',
    `The plugin is written, but its packages could not be installed (${failure}). Run "${installCommand(planned)}" in ${cwd}; what was said:\n${output.trim()}`,
  )
}
