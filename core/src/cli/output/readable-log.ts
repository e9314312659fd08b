import { withoutSteering } from '../../texts/index.ts'

/** What a line of the log holds. */
interface LogLine {
  readonly time: string
  readonly level: string
  readonly msg?: string
  readonly err?: { readonly stack?: string }
}

/**
 * The log for people at a terminal: time, level where it matters, the sentence. Given to pino as the place
 * that its JSON lines go to.
 */
export function readableLog(write: (text: string) => void): { write(line: string): void } {
  return {
    write(text) {
      const line = JSON.parse(text) as LogLine // written by our own log just now
      const level = line.level === 'info' ? '' : `${line.level} `
      const failed = line.level === 'error' || line.level === 'fatal'
      const stack = failed && line.err?.stack !== undefined ? `\n${line.err.stack}` : ''
      write(`${line.time.slice(11, 19)} ${level}${withoutSteering(`${line.msg ?? ''}${stack}`)}\n`)
    },
  }
}
