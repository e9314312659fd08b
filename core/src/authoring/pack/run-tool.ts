import { spawn } from 'node:child_process'

/** What a program printed, and how it ended. */
export interface ToolResult {
  readonly ok: boolean
  readonly stdout: string
  /** Everything, as a person would have seen it. */
  readonly printed: string
}

/** Runs a program to its end. @throws Error where it cannot be started; AbortError */
export async function runTool(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<ToolResult> {
  const { cwd, signal } = options
  const child = spawn(command, args, {
    cwd,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    shell: process.platform === 'win32' && command === 'npm',
  })
  let stdout = ''
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    printed += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail)
    child.on('close', done)
  })
  return { ok: code === 0, stdout, printed }
}
