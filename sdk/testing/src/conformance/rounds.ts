import type { Rounds } from '../laws/law.ts'

/** Cases that a law tries where nobody says otherwise: enough for every mutant in test/mutants, in seconds. */
export const DEFAULT_ROUNDS = 20

const MOST = 2 ** 31 - 1

/**
 * Seed and number of cases: as given, else by `PMO_LAW_SEED` and `PMO_LAW_ROUNDS`, else a new seed.
 * @throws Error when a variable is no whole number
 */
export function chooseRounds({
  seed,
  rounds,
  defaultRounds = DEFAULT_ROUNDS,
}: {
  readonly seed?: number
  readonly rounds?: number
  readonly defaultRounds?: number
}): Rounds {
  return {
    seed: seed ?? fromEnvironment('PMO_LAW_SEED') ?? Math.floor(Math.random() * MOST),
    count: rounds ?? fromEnvironment('PMO_LAW_ROUNDS') ?? defaultRounds,
  }
}

function fromEnvironment(name: string): number | undefined {
  const text = process.env[name]
  if (text === undefined || text === '') return undefined
  if (!/^\d{1,10}$/.test(text)) throw new Error(`${name} is "${text}"; write a whole number.`)
  return Number(text)
}
