import { PmoError } from '../../../config/index.ts'
import type { PluginTask, ProcessEnd } from '../isolated-plugin.ts'

/** Why a process was ended, or ended by itself. */
export type EndCause = ProcessEnd['cause']

/** What was going on, in words: `in read of "issues" for the connection "gh"`. */
export function whereOf({ phase, stream, connection }: Omit<PluginTask, 'plugin'>): string {
  const of = stream === undefined ? '' : ` of "${stream}"`
  const whose = connection === undefined || connection === '' ? '' : ` for "${connection}"`
  return `in ${phase}${of}${whose}`
}

const ADVICE: Readonly<Record<EndCause, string>> = {
  crash: 'Report it to the author of the plugin; the next run starts it again.',
  memory: 'Give it more with limits.memoryMb if that is what it needs, or report it to its author.',
  silence: 'Allow it more with limits.silenceSeconds if it computes that long, or report it to its author.',
  time: 'Report it to the author of the plugin; the next run starts it again.',
  output: 'Report it to the author of the plugin; the next run starts it again.',
  protocol: 'A plugin that does this on purpose is hostile: remove it, or report it to its author.',
  start: 'Mend the plugin or remove it from the configuration.',
}

/** The sentences for an operator: who, where, what, and what to do. */
export function endReason(task: PluginTask, cause: EndCause, what: string): string {
  return `The process of the plugin "${task.plugin}" was ended ${whereOf(task)}: ${what.replace(/\.$/, '')}. ${ADVICE[cause]}`
}

/** The work of a plugin failed because its process ended, or could not be started. */
export function processFailure(reason: string): PmoError {
  return new PmoError('plugin-unusable', reason)
}
