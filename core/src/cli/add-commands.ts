import { InvalidArgumentError, type Command } from 'commander'
import type { CommandContext } from './context.ts'

/** Settings that every command may be given. */
export interface CommonOptions {
  readonly json?: true
  readonly config?: string
}

/** Runs the work of a command; what it needs is known only once its options are read. */
export type Run = (
  work: (context: CommandContext) => Promise<number>,
  options: CommonOptions & { readonly isStart?: boolean },
) => Promise<void>

/** Adds a group of commands. */
export type Add = (
  program: Command,
  command: (parent: Command, name: string, text: string) => Command,
  run: Run,
) => void

export const common = (command: Command): CommonOptions => command.optsWithGlobals<CommonOptions>()

export const CONFIG_OPTION = ['-c, --config <file>', 'config file (default: pmo.config.ts)'] as const

/** An option of questions that can be asked about the past. */
export const AS_OF = [
  '--as-of <when>',
  'as it was then: a day (its end) or an instant, e.g. 2026-01-31',
] as const

/** The time that is asked about, whether it stands before or after the name of the command below. */
export function pastOf(self: Command): { readonly asOf?: string } {
  const { asOf } = self.optsWithGlobals<{ asOf?: string }>()
  return asOf === undefined ? {} : { asOf }
}

/** An option that may be repeated. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
]

/** A number of the command line. */
export function positive(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new InvalidArgumentError('Write a whole number above 0.')
}
