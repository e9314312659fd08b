import { watch } from 'node:fs'
import { join } from 'node:path'

/** Milliseconds of quiet after which a change counts as one: editors write a file in several steps. */
const QUIET_MS = 80

/**
 * Tells of changes to a plugin's source and package.json, many at once as one.
 * @returns ends the watch
 */
export function watchSource(folder: string, changed: (file: string) => void): Disposable {
  let timer: NodeJS.Timeout | undefined
  const note = (_: string, file: string | null): void => {
    // What editors and tools leave beside the sources.
    if (file !== null && /(^|[\\/])(\.|#|4913$)|~$/.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => changed(file ?? 'a file'), QUIET_MS)
  }
  const watchers = [
    watch(join(folder, 'src'), { recursive: true }, note),
    // The folder, not the file: an editor that replaces the file would end the watch.
    watch(folder, (event, file) => {
      if (file === 'package.json') note(event, file)
    }),
  ]
  return {
    [Symbol.dispose]() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
