import { readFileSync } from 'node:fs'

const PAGE_BYTES = 4096

/**
 * Memory that a process holds, in bytes: resident pages, whatever they are for. Undefined where the machine does not tell without
 * starting a program: there the limits of the heap and of the data segment remain.
 */
export function memoryOf(pid: number): number | undefined {
  try {
    const [, resident] = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')
    return Number(resident) * PAGE_BYTES
  } catch {
    return undefined
  }
}
