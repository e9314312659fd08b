import { once } from 'node:events'
import type { Terminal } from './output/output.ts'

/** Width of a line where nothing says it. */
const USUAL_COLUMNS = 100

/**
 * The standard streams of this process. A reader that went away (`pmo export | head`) ends the process quietly, as
 * it ends every program in a pipe.
 */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  }
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTerminal: stdout.isTTY,
    columns: () => stderr.columns ?? USUAL_COLUMNS,
    drained: async () => {
      if (stdout.writableNeedDrain) await once(stdout, 'drain')
    },
  }
}
