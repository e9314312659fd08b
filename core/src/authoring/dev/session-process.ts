import { setImmediate as turn } from 'node:timers/promises'
import { explainAuthorError } from '../package/author-error.ts'
import { openPluginPackage } from '../package/plugin-package.ts'
import type { OpenTrial } from './trial.ts'
import type { TrialEvent } from './trial-event.ts'
import { TrialRun, type TrialCommand } from './trial-run.ts'

/**
 * One life of a trial, in a process that `dev` starts anew at every change: opens it, syncs once, then does what it is
 * told until it is told to end.
 */
export async function runSession(request: {
  readonly folder: string
  readonly openTrial: OpenTrial
  readonly signal: AbortSignal
}): Promise<void> {
  const { folder, openTrial, signal } = request
  const tell = (event: TrialEvent): void => void process.send?.(event)
  try {
    const plugin = openPluginPackage(folder)
    await using run = await TrialRun.open({ plugin, openTrial, tell, variables: process.env })
    const commands: TrialCommand[] = ['work']
    let told = Promise.withResolvers<void>()
    const wake = (): void => told.resolve()
    process.on('message', (command) => {
      // Only `dev` writes to this channel.
      commands.push(command as TrialCommand)
      wake()
    })
    process.on('disconnect', wake)
    signal.addEventListener('abort', wake)
    while (!signal.aborted && process.connected) {
      const command = commands.shift()
      if (command === undefined) {
        // Before the promise is looked at: a command may have come while the last one ran.
        told = Promise.withResolvers()
        tell({ type: 'waiting' })
        await told.promise
        continue
      }
      if (command === 'edit') await run.edit()
      await run.work()
    }
  } catch (error) {
    tell({ type: 'problem', text: explainAuthorError(error, folder), fatal: true })
  }
  await turn()
  if (process.connected) process.disconnect?.()
}
