import type { Random } from '../../common/random.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Ids of plans, buckets and tasks: 28 characters, case-sensitive. */
export const plannerId = (random: Random): string =>
  Array.from({ length: 28 }, () => ALPHABET[random.int(0, ALPHABET.length - 1)]).join('')

/** Object ids of the directory. */
export const guid = (random: Random): string =>
  [random.hex(8), random.hex(4), `4${random.hex(3)}`, `8${random.hex(3)}`, random.hex(12)].join('-')

/** The form of a Planner id, which the service checks before it looks for the thing. */
export const isPlannerId = (text: string): boolean => /^[\w-]{28}$/.test(text)
