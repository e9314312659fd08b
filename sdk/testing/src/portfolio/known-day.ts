import fc from 'fast-check'

/**
 * The day for which generated portfolios are made: their dates lie around it.
 *
 * @example
 * ```ts
 * const { results } = evaluateCheck(check, data, { today: PORTFOLIO_DAY })
 * ```
 */
export const PORTFOLIO_DAY = '2027-03-01'

/** A day some days after {@link PORTFOLIO_DAY}, before it for negative ones. */
export function dayAt(offset: number, from = PORTFOLIO_DAY): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10)
}

/** Days around {@link PORTFOLIO_DAY}: most of them near, some years away. */
export const someDay: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 6, arbitrary: fc.integer({ min: -40, max: 40 }) },
    { weight: 1, arbitrary: fc.integer({ min: -1500, max: 1500 }) },
  )
  .map((offset) => dayAt(offset))

/** Instants on such days. */
export const someInstant: fc.Arbitrary<string> = fc
  .tuple(someDay, fc.integer({ min: 0, max: 1439 }))
  .map(([day, minute]) => `${day}T${clock(minute)}:00Z`)

/** Points in time at any precision that sources state: a day, a local time, an instant. */
export const someWhen: fc.Arbitrary<string> = fc.oneof(
  someDay,
  someInstant,
  fc.tuple(someDay, fc.integer({ min: 0, max: 1439 })).map(([day, minute]) => `${day}T${clock(minute)}`),
)

function clock(minute: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0')
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
}
