import { keyOf } from './key.ts'
import type { Task } from './task.ts'

/** Gives the keys of a task and of everything above it, from itself up to the top. */
export function ancestry(tasks: readonly Task[]): (task: Task) => readonly string[] {
  const parents = new Map(
    tasks.flatMap(({ key, parent }) => (parent === undefined ? [] : [[key, keyOf(parent)] as const])),
  )
  const lines = new Map<string, readonly string[]>()
  const lineOf = (key: string): readonly string[] => {
    const known = lines.get(key)
    if (known !== undefined) return known
    // A ring of parents ends where it began.
    lines.set(key, [key])
    const parent = parents.get(key)
    const line = parent === undefined ? [key] : [key, ...lineOf(parent)]
    lines.set(key, line)
    return line
  }
  return ({ key }) => lineOf(key)
}
