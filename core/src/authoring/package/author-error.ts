import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isPmoError } from '../../config/index.ts'

/** Frames of a stack that are shown: enough to find the place. */
const MOST_FRAMES = 3

/** Addresses of files within the package as paths an author can click. */
function withPaths(text: string, folder: string): string {
  return text.replaceAll(/file:\/\/\/[^\s:)]+/g, (url) => {
    const path = relative(folder, fileURLToPath(url))
    return path.startsWith('..') ? fileURLToPath(url) : path
  })
}

/**
 * An error of the author's own code, as the author needs it: what and where, in the package's files; frames of Node
 * and of us left out.
 */
export function explainAuthorError(error: unknown, folder: string): string {
  if (isPmoError(error)) return error.message
  if (!(error instanceof Error)) return String(error)
  const head = error.stack?.startsWith('file:')
    ? error.stack.slice(0, error.stack.indexOf('\n    at ')).trim()
    : `${error.name}: ${error.message}`
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at ') && line.includes('file:') && !line.includes('node_modules'))
    .slice(0, MOST_FRAMES)
  return withPaths([head, ...frames].join('\n'), folder)
}
