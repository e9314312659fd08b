import { isDeepStrictEqual } from 'node:util'
import type { ApiOutputs, createClient } from '@headless-pmo/client'
import { expect } from 'vitest'

type Client = ReturnType<typeof createClient>
type Result = ApiOutputs['standards']['results']['items'][number]
type Finding = ApiOutputs['findings']['list']['items'][number]

/**
 * Law 9 over a whole company: whoever doubts a verdict comes, through the API alone, to the version of the rule that gave it,
 * to the figure and the limit that decide it, and to the rows of the trackers behind it, which say what is quoted.
 */
export async function verdictsTrace(client: Client): Promise<void> {
  const { api } = client
  const { rules } = await api.rules.list.query({})
  const results = await Array.fromAsync(
    client.all((cursor) =>
      api.standards.results.query({ limit: 500, ...(cursor !== undefined && { cursor }) }),
    ),
  )
  const findings = await Array.fromAsync(
    client.all((cursor) =>
      api.findings.list.query({
        state: ['open', 'waived'],
        limit: 500,
        ...(cursor !== undefined && { cursor }),
      }),
    ),
  )
  const versions = new Map(rules.map(({ id, version }) => [id, version]))
  expect(results.length).toBeGreaterThan(100)
  expect(findings.length).toBeGreaterThan(100)
  const strange = [...results, ...findings].filter(({ rule, version }) => versions.get(rule) !== version)
  expect(strange.map(({ rule, version }) => [rule, version])).toEqual([])

  const decided = results.filter(({ figure }) => figure?.limit !== undefined)
  expect(decided.length).toBeGreaterThan(20)
  expect(decided.filter(contradicts).map(({ rule, unit, figure }) => [rule, unit, figure])).toEqual([])
  countsAddUp(results, findings)
  await rowsSayWhatIsQuoted(client, findings)
}

/** The figure against its limit says the opposite of the verdict. */
function contradicts({ counts, figure }: Result): boolean {
  if (figure?.limit === undefined || counts.pass + counts.fail !== 1) return false
  const keeps = figure.within === 'at_least' ? figure.value >= figure.limit : figure.value <= figure.limit
  return keeps !== (counts.pass === 1)
}

/** Every failure that was counted is a finding that somebody can open, waived or not. */
function countsAddUp(results: readonly Result[], findings: readonly Finding[]): void {
  const found = Map.groupBy(findings, ({ rule, unit }) => `${rule} ${unit}`)
  const told = results.map(({ rule, unit, counts }) => [`${rule} ${unit}`, counts.fail] as const)
  expect(told.filter(([name, failed]) => (found.get(name)?.length ?? 0) !== failed)).toEqual([])
}

/** What a finding quotes of an item stands in the item. */
async function rowsSayWhatIsQuoted(client: Client, findings: readonly Finding[]): Promise<void> {
  const items = new Map<string, Readonly<Record<string, unknown>>>()
  for await (const { connection, ref, data } of client.all((cursor) =>
    client.api.workItems.list.query({ limit: 500, ...(cursor !== undefined && { cursor }) }),
  )) {
    items.set(`${connection}/${ref}`, { ...data, ...prefixed(data.fields) })
  }
  let quoted = 0
  for (const { rule, evidence } of findings) {
    for (const { record, field, value } of evidence) {
      if (record?.kind !== 'workItem') continue
      const item = items.get(`${record.connection}/${record.ref}`)
      quoted += 1
      const stands = field === undefined || isDeepStrictEqual(item?.[field], value)
      expect([rule, record.ref, item !== undefined, field, stands]).toEqual([
        rule,
        record.ref,
        true,
        field,
        true,
      ])
    }
  }
  expect(quoted).toBeGreaterThan(500)
}

/** Custom fields by the names that evidence has for them. */
const prefixed = (fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`fields.${name}`, value]))
