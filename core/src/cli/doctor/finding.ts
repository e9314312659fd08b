import { isPmoError, type PmoErrorCode } from '../../config/index.ts'
import { errorSentence } from '../cli-error.ts'

/** One thing that the doctor looked at. */
export interface Finding {
  /** What was looked at: `node`, `data folder`, `connection github`. */
  readonly subject: string
  readonly state: 'ok' | 'warning' | 'error'
  /** One sentence: what is so. */
  readonly sentence: string
  /** What to do about it. */
  readonly action?: string
}

/** What an error that keeps the server from opening is about. */
function subjectOf(code: PmoErrorCode): string {
  if (code.startsWith('data-folder')) return 'data folder'
  if (code.startsWith('schema') || code.startsWith('migration')) return 'migrations'
  if (code.startsWith('database') || code.endsWith('-timeout')) return 'database'
  if (code.startsWith('config')) return 'config'
  if (code.startsWith('secret')) return 'secrets'
  return 'server'
}

/** Why the server or the folder could not be looked into; the sentence holds what to do. */
export function openingFinding(error: unknown): Finding {
  return {
    subject: isPmoError(error) ? subjectOf(error.code) : 'server',
    state: 'error',
    sentence: errorSentence(error),
  }
}
