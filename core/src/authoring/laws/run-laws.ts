import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Manifest } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { PluginPackage } from '../package/plugin-package.ts'
import { processFile } from '../package/process-file.ts'
import { lawLimitMs, stuckSentence } from './law-limit.ts'
import type { LawMessage } from './law-message.ts'
import type { LawOutcome, LawOutcomes } from './law-outcome.ts'

/** What is kept of what a process printed before it ended by itself. */
const TOLD = 4000

/**
 * Tries the laws of a plugin's package on its fake upstream, in a process of its own.
 * @param options `accept` may throw before any law is tried, by what the plugin says of itself; `onResult` is called as each
 * law ends; `signal` ends it
 * @throws PmoError `invalid-request` with what keeps the laws from being tried; what `accept` throws; AbortError
 */
export async function runLaws(
  plugin: PluginPackage,
  options: {
    readonly accept?: (described: Manifest) => void
    readonly onResult?: (result: LawOutcome) => void
    readonly signal: AbortSignal
  },
): Promise<LawOutcomes> {
  const { accept, onResult, signal } = options
  signal.throwIfAborted()
  const child = fork(processFile(join(import.meta.dirname, 'law-process')), [plugin.folder], {
    cwd: plugin.folder,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const stop = (): void => void child.kill('SIGKILL')
  signal.addEventListener('abort', stop, { once: true })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-TOLD)
    })
  }
  let report: LawOutcomes | undefined
  let problem: string | undefined
  let refusal: { readonly error: unknown } | undefined
  const limit = lawLimitMs(process.env)
  const silence = setTimeout(() => {
    problem = stuckSentence('The next law', limit)
    stop()
  }, limit)
  child.on('message', (message) => {
    silence.refresh()
    // Only our own law-process.ts writes to this channel.
    const told = message as LawMessage
    if (told.type === 'described') {
      try {
        accept?.(told.manifest)
      } catch (error) {
        refusal = { error }
        stop()
      }
    } else if (told.type === 'result') onResult?.(told.result)
    else if (told.type === 'report') report = told.report
    else problem = told.text
  })
  try {
    const ended = await new Promise<string>((done) => {
      child.on('error', (error) => done(error.message))
      child.on('close', (code, name) => done(name ?? `code ${String(code)}`))
    })
    signal.throwIfAborted()
    if (refusal !== undefined) throw refusal.error
    if (report !== undefined) return report
    problem ??= `The process that tries them ended (${ended}): ${printed.trim()}`
    throw new PmoError('invalid-request', `The laws of ${plugin.name} could not be tried.\n${problem}`)
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', stop)
  }
}
