import { expect, test } from 'vitest'
import type { Harm } from './middleman.ts'
import type { Victim } from './trackers.ts'
import { OWN_FAULTS, WIRE_FAULTS } from './wire-faults.ts'

/** What is stored beforehand, and what may be said of it in a good run. */
export interface Before {
  readonly victim: Victim
  readonly stored: string
  readonly usual: readonly string[]
}

/** Reads the tracker for the first time. */
export async function readOnce(victim: Victim): Promise<Before> {
  const { run, reasons } = await victim.bad(undefined)
  expect(run.state).toBe('ok')
  return { victim, stored: await victim.stored(), usual: reasons }
}

/** With the cause gone the next sync works, and everything is as it was. */
export async function expectHealed({ victim, stored, usual }: Before): Promise<void> {
  const { run, reasons } = await victim.bad(undefined)
  expect(run.state).toBe('ok')
  expect(reasons).toEqual(usual)
  expect(await victim.stored()).toBe(stored)
}

/** Does harm to what is read, and checks that it touched only records that `touched` matches, as lines of the export. */
export async function harmed(
  { victim, stored }: Before,
  harm: Harm,
  touched: RegExp,
): Promise<{ readonly lines: readonly string[]; readonly reasons: readonly string[] }> {
  const { run, reasons } = await victim.bad(harm)
  expect(run.state).not.toBe('failed')
  const before = new Set(stored.split('\n'))
  const after = new Set((await victim.stored()).split('\n'))
  const lines = [...after].filter((line) => !before.has(line))
  const lost = [...before].filter((line) => !after.has(line))
  expect([...lines, ...lost].filter((line) => !touched.test(line))).toEqual([])
  expect(Object.keys(Object.prototype)).toEqual([])
  return { lines, reasons }
}

/**
 * Every fault of the wire at `where`: nothing stored changes, one clear sentence says it, the next sync works.
 * @param most how many of the faults; those of the host are tried with one tracker
 */
export function holdsAgainstTheWire(before: () => Before, where: RegExp, most = OWN_FAULTS): void {
  test.each(WIRE_FAULTS.slice(0, most))('$name harms nothing, and is said', async ({ harm, said }) => {
    const { victim, stored, usual } = before()
    const { run, reasons } = await victim.bad(harm(where))
    expect(await victim.stored()).toBe(stored)
    const isAsSaid =
      said === undefined
        ? run.state === 'ok' && reasons.join('\n') === usual.join('\n')
        : reasons.some((reason) => said.test(reason))
    expect(isAsSaid, `${run.state}: ${reasons.join('\n')}`).toBe(true)
  })

  test('with the cause gone everything is as it was', () => expectHealed(before()))
}
