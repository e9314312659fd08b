import type { PortfolioRecord } from '@headless-pmo/sdk'

/** What two sets of records differ in, each kind of difference once with how often it is there. */
export function differences(
  before: readonly PortfolioRecord[],
  after: readonly PortfolioRecord[],
): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const count = (what: string): unknown => found.set(what, (found.get(what) ?? 0) + 1)
  const [old, now] = [byKey(before), byKey(after)]
  for (const [key, record] of old) {
    const other = now.get(key)
    if (other === undefined) count(`${record.kind} lost`)
    else for (const path of unequal(record, other)) count(`${record.kind}.${path}`)
  }
  for (const [key, { kind }] of now) if (!old.has(key)) count(`${kind} new`)
  return found
}

function byKey(records: readonly PortfolioRecord[]): Map<string, PortfolioRecord> {
  return new Map(records.map((record) => [`${record.kind} ${record.ref}`, record]))
}

function unequal(a: object, b: object, at = ''): string[] {
  const [x, y] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  return [...new Set([...x.keys(), ...y.keys()])].flatMap((name) => {
    const [one, two]: unknown[] = [x.get(name), y.get(name)]
    if (JSON.stringify(one) === JSON.stringify(two)) return []
    return name === 'fields' && isObject(one) && isObject(two)
      ? unequal(one, two, 'fields.')
      : [`${at}${name}`]
  })
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
