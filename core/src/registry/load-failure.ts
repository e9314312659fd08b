import { isPmoError } from '../config/index.ts'
import type { Quarantine } from './plugin-entry.ts'

const NO_DEFAULT = /exports no plugin|\[MISSING_EXPORT\] "default"/

/** What a bundler says, in one line: `Unexpected token (plugins/x.ts:1:17)`. */
function bundlerLine(text: string): string | undefined {
  const [, said] = /^\s*\[[A-Z_]+\] (.+)$/m.exec(text) ?? []
  if (said === undefined) return undefined
  const [, place] = /╭─\[ (\S+) \]/.exec(text) ?? []
  return place === undefined ? said : `${said.replace(/\.$/, '')} (${place})`
}

/**
 * Why a plugin that runs apart could not be described: what its bundler, its process or the reading of its file ended with. Pure.
 * @param file where its code is; people know it by its source
 */
export function loadFailure(error: unknown, source: string, file: string): Quarantine {
  const text = (error instanceof Error ? error.message : String(error)).replaceAll(file, source)
  if (NO_DEFAULT.test(text)) {
    return {
      phase: 'verify',
      reason: `The plugin "${source}" exports no plugin by default; end it with: export default definePlugin({ … })`,
    }
  }
  const bundler = bundlerLine(text)
  const first = text.split('\n').find((line) => line.trim() !== '') ?? ''
  const isSentence = isPmoError(error) && bundler === undefined && !first.endsWith(':')
  return {
    phase: 'import',
    reason: isSentence
      ? first
      : `The plugin "${source}" stopped while it was loaded: ${(bundler ?? first).replace(/[.:]$/, '')}. Mend it or remove it from the configuration.`,
  }
}
