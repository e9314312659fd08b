import type { Environment } from '../config/index.ts'
import type { OpenApp } from './app.ts'
import type { Output } from './output/output.ts'
import { openSession, type Session, type SessionNeeds } from './session.ts'

/** What every command is given. */
export interface CommandContext {
  readonly environment: Environment
  readonly output: Output
  readonly openApp: OpenApp
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal
  /** The API of the running server, or of the opened data folder. */
  session(needs?: SessionNeeds): Promise<Session>
}

/** Makes the context of one command. */
export function commandContext(
  parts: Pick<CommandContext, 'environment' | 'output' | 'openApp' | 'signal'> & {
    readonly usualConfig?: string
    readonly isDemo: boolean
  },
): CommandContext {
  const { usualConfig, isDemo, ...rest } = parts
  const usual = { isDemo, ...(usualConfig !== undefined && { usualConfig }) }
  return {
    ...rest,
    session: async (needs) => {
      const session = await openSession(parts.environment, parts.openApp, { ...usual, ...needs })
      if (session.address === undefined) return session
      // Of a server elsewhere: no command would tell it otherwise.
      for (const warning of session.warnings) parts.output.note(`Warning: ${warning}`)
      return { ...session, warnings: [] }
    },
  }
}
