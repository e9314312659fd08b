import { readFileSync, rmSync, writeFileSync } from 'node:fs'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/**
 * Takes a lock that processes share; one whose process is gone is broken.
 * @param pause waited between two looks
 */
export async function lockFile(file: string, pause: () => Promise<unknown>): Promise<Disposable> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return { [Symbol.dispose]: () => rmSync(file, { force: true }) }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    let holder = 0
    try {
      holder = Number(readFileSync(file, 'utf8'))
    } catch {
      // Given back in this very moment.
    }
    if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true })
    else await pause()
  }
}
