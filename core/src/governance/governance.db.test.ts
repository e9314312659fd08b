import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../test/support/synced.ts'
import { createComputePool } from '../compute/index.ts'
import { isPmoError, type ProjectDefinition } from '../config/index.ts'
import { configVersionMigration, DefinitionService, definitionsMigration } from '../definitions/index.ts'
import { OrganisationService, personDecisionsMigration, type Everybody } from '../people/index.ts'
import { baselinesMigration, keepBaseline } from '../portfolio/index.ts'
import {
  GovernanceService,
  RegisterImports,
  registersMigration,
  RegisterService,
  type SaidOfTolerance,
} from './index.ts'

const TODAY = '2027-03-10'
const AT = '2027-03-10T08:00:00Z'

const migrations = [
  ...syncedMigrations,
  definitionsMigration,
  configVersionMigration,
  personDecisionsMigration,
  baselinesMigration,
  registersMigration,
]

const pool = createComputePool({ threads: 1 })
afterAll(() => pool[Symbol.asyncDispose]())

describeOnDatabases('governance', { migrations }, (open) => {
  async function house(
    projects: readonly Omit<ProjectDefinition, 'sources'>[] = [{ id: 'web', name: 'Web' }],
  ) {
    const database = await open()
    const definitions = new DefinitionService(database)
    for (const { id, ...body } of projects)
      await definitions.create({
        kind: 'project',
        id,
        body: { sources: [{ connection: 'gh' }], ...body },
        by: 'test',
      })
    const registers = new RegisterService({ database, definitions })
    const ines = { id: 'ines' }
    // Only who stands behind an account is asked for.
    const everybody = {
      byAccount: ({ ref }: { readonly ref: string }) => (ref === 'ines' ? ines : undefined),
    } as unknown as Everybody
    const governance = new GovernanceService({
      database,
      definitions,
      registers,
      organisation: new OrganisationService(definitions),
      persons: { everybody: async () => everybody },
      today: () => TODAY,
    })
    const imports = new RegisterImports({ database, definitions, compute: pool })
    return { database, definitions, registers, governance, imports }
  }

  const breach = (id: string, verdict: SaidOfTolerance['verdict'] = 'fail'): SaidOfTolerance => ({
    verdict,
    message: `1200 EUR are expected (${id}).`,
    evidence: [{ fact: 'governance', project: 'web', id, field: 'amount' }],
  })

  async function withTolerance() {
    const all = await house([{ id: 'web', name: 'Web', manager: 'Mara' }])
    const { id } = await all.registers.add({
      kind: 'tolerance',
      project: 'web',
      body: { of: 'cost', amount: 10, unit: 'percent', action: 'Call the board.', withinDays: 5 },
      by: 'mara',
    })
    const judged = (results: readonly SaidOfTolerance[], rule = 'governance.cost-tolerance') =>
      all.database.transaction((tx) =>
        all.governance.tripped(tx, { rule, project: 'web', results, at: AT, today: TODAY }),
      )
    const reviews = async () =>
      (await all.registers.list({ kind: 'review', project: 'web', limit: 50 })).items
    return { ...all, tolerance: id, judged, reviews }
  }

  test('entries are kept with every version, and nothing is deleted', async () => {
    const { registers } = await house()
    const body = { title: 'One supplier', opened: '2027-01-01', probability: 0.3 }
    const added = await registers.add({ kind: 'risk', project: 'web', body, by: 'mara' })
    expect(added).toMatchObject({ id: 'R-1', version: 1, body: { state: 'open' } })
    expect((await registers.add({ kind: 'risk', body, by: 'mara' })).id).toBe('R-2')
    expect((await registers.add({ kind: 'risk', id: 'R-7', body, by: 'mara' })).id).toBe('R-7')
    expect((await registers.add({ kind: 'risk', body, by: 'mara' })).id).toBe('R-8')

    const same = await registers.change({ id: 'R-1', set: { probability: 0.3 }, by: 'ines' })
    expect(same.version).toBe(1)
    const set = { probability: 0.9, owner: 'Ines' }
    await registers.change({ id: 'R-1', set, version: 1, by: 'ines', reason: 'Review' })
    await registers.change({ id: 'R-1', set: { owner: null }, project: null, by: 'ines' })
    await registers.withdraw({ id: 'R-1', reason: 'Twice.', by: 'mara' })
    expect((await registers.list({ kind: 'risk', limit: 50 })).items.map(({ id }) => id)).toEqual([
      'R-2',
      'R-7',
      'R-8',
    ])
    await registers.putBack({ id: 'R-1', reason: 'Not twice.', by: 'mara' })
    const history = await registers.history('R-1')
    expect(
      history.map(({ version, what, by, changed }) => [version, what, by, ...changed].join(' ')),
    ).toEqual([
      '1 added mara',
      '2 changed ines owner probability',
      '3 changed ines owner project',
      '4 withdrawn mara',
      '5 returned mara',
    ])
    expect(history[1]).toMatchObject({ reason: 'Review', project: 'web', body: { owner: 'Ines' } })
    expect(history[2]).not.toHaveProperty('project')
  })

  test('what cannot be kept is refused with a sentence', async () => {
    const { registers } = await house()
    const refused = async (work: Promise<unknown>): Promise<string> => {
      const error: unknown = await work.then(
        () => undefined,
        (cause: unknown) => cause,
      )
      return isPmoError(error) ? `${error.code}: ${error.message}` : String(error)
    }
    const body = { title: 'One supplier', opened: '2027-01-01' }
    const by = 'mara'
    await registers.add({ kind: 'risk', project: 'web', body, by })
    const attempts = [
      () => registers.add({ kind: 'risk', project: 'wep', body, by }),
      () => registers.add({ kind: 'risk', id: 'R-1', body, by }),
      () => registers.add({ kind: 'risk', id: 'a b', body, by }),
      () => registers.add({ kind: 'risk', id: 'definition-sponsor', body, by }),
      () => registers.add({ kind: 'risk', body: { ...body, exposure: '10' }, by }),
      () => registers.add({ kind: 'risk', body: { ...body, closed: '2026-01-01', state: 'closed' }, by }),
      () => registers.add({ kind: 'risk', body: { ...body, titel: 'x' }, by }),
      () =>
        registers.add({
          kind: 'gate',
          project: 'web',
          body: {
            gate: 'G',
            verdict: 'go',
            at: AT,
            by,
            open: [{ what: 'artefact', sentence: 'No charter.' }],
          },
          by,
        }),
      () =>
        registers.add({
          kind: 'artefact',
          body: { kind: 'charter', title: 'T', url: 'javascript:alert(1)' },
          by,
        }),
      () => registers.change({ id: 'R-1', set: { title: 'T' }, version: 9, by }),
      () => registers.change({ id: 'R-9', set: {}, by }),
      () => registers.withdraw({ id: 'R-1', kind: 'issue', reason: 'x', by }),
      () => registers.putBack({ id: 'R-1', reason: 'x', by }),
    ]
    const told: string[] = []
    for (const attempt of attempts) told.push(await refused(attempt()))
    expect(told).toMatchInlineSnapshot(`
      [
        "not-found: There is no project "wep"; known: web.",
        "conflict: The id "R-1" is that of a risk already; choose another, or leave it out.",
        "invalid-request: "a b" is no id; write letters, digits, ".", "_" and "-", at most 64, e.g. "R-12".",
        "invalid-request: Ids that begin as "definition-sponsor" does are given by the PMO; choose another.",
        "invalid-request: The risk cannot be kept: currency: is missing: an amount without its currency says nothing.",
        "invalid-request: The risk cannot be kept: closed: is before \`opened\`; change one of the days.",
        "invalid-request: The risk cannot be kept: "titel" is unknown; did you mean "title"?",
        "invalid-request: The gate cannot be kept: forced: is missing: a go with something unmet needs the reason why it is given all the same.",
        "invalid-request: The artefact cannot be kept: url: is no link; write it with its scheme, e.g. "https://example.com/charter.docx".",
        "conflict: The risk "R-1" is at version 1 by now, not 9; read it again, then repeat the change.",
        "not-found: There is no entry "R-9"; \`pmo register KIND list\` lists them.",
        "not-found: There is no issue "R-1"; "R-1" is a risk; \`pmo register issue list\` lists them.",
        "conflict: The risk "R-1" is not withdrawn.",
      ]
    `)
  })

  test('a breach opens exactly one review, with owner, action and day, however often it is found', async () => {
    const { judged, reviews, registers, tolerance } = await withTolerance()
    const opened = await judged([breach(tolerance)])
    expect(opened).toEqual([
      {
        review: 'REV-1',
        project: 'web',
        tolerance,
        owner: 'Mara',
        action: 'Call the board.',
        due: '2027-03-15',
      },
    ])
    expect(await judged([breach(tolerance)])).toEqual([])
    // Another rule that finds the same does not open a second one.
    expect(await judged([breach(tolerance)], 'house.cost')).toEqual([])
    expect(await reviews()).toMatchObject([
      { id: 'REV-1', changedBy: 'tripwire', body: { tripwire: tolerance, opened: AT, due: '2027-03-15' } },
    ])
    // Closed while it is still breached: the same breach opens no other.
    const set = { closed: '2027-03-11T08:00:00Z', outcome: 'More money.' }
    await registers.change({ id: 'REV-1', set, by: 'mara' })
    expect(await judged([breach(tolerance)])).toEqual([])
    expect(await judged([breach(tolerance, 'unknown')])).toEqual([])
    expect(await judged([breach(tolerance)])).toEqual([])
    // Kept again, and breached again: that is another breach.
    expect(await judged([])).toEqual([])
    expect(await judged([breach(tolerance)])).toMatchObject([{ review: 'REV-2' }])
    // Kept again while its review is open: the review stays, since only people close it.
    expect(await judged([])).toEqual([])
    expect(await judged([breach(tolerance)])).toEqual([])
    expect((await reviews()).map(({ id }) => id)).toEqual(['REV-1', 'REV-2'])
  })

  test('two runs at once open one review, and a run that is undone opens none', async () => {
    const { judged, reviews, database, governance, tolerance } = await withTolerance()
    const said = { rule: 'a', project: 'web', results: [breach(tolerance)], at: AT, today: TODAY }
    const undone = database.transaction(async (tx) => {
      await governance.tripped(tx, said)
      throw new Error('The run is undone.')
    })
    await expect(undone).rejects.toThrow('The run is undone.')
    expect(await reviews()).toEqual([])
    const both = await Promise.all([judged([breach(tolerance)], 'a'), judged([breach(tolerance)], 'b')])
    expect(both.flat()).toHaveLength(1)
    expect(await reviews()).toHaveLength(1)
  })

  test('a table is taken as a whole or not at all, and can be taken twice', async () => {
    const { imports, registers } = await house()
    const text = 'id,title,opened\nX-1,One,2027-01-01\n,Two,2027-01-02'
    const table = {
      kind: 'risk',
      text,
      project: 'web',
      source: 'risks.csv',
      skipBad: false,
      by: 'mara',
    } as const
    const bad = { ...table, text: `${text}\n,Three,soon` }
    await expect(imports.take(bad)).rejects.toThrow('A line cannot be taken, the first is line 4: opened:')
    expect((await registers.list({ kind: 'risk', limit: 50 })).items).toEqual([])
    expect(await imports.take({ ...bad, skipBad: true })).toEqual({
      added: ['X-1', 'R-1'],
      changed: [],
      same: 0,
      left: 1,
    })
    expect(await imports.take(table)).toEqual({ added: [], changed: [], same: 2, left: 0 })
    const changed = { ...table, text: 'id,owner\nX-1,Ines' }
    expect(await imports.take(changed)).toEqual({ added: [], changed: ['X-1'], same: 0, left: 0 })
    expect(await registers.history('X-1')).toMatchObject([
      { reason: 'Line 2 of risks.csv' },
      { reason: 'Line 2 of risks.csv', changed: ['owner'] },
    ])
  })

  test('an approval makes the version that counts approved, and an older one does not', async () => {
    const { registers } = await house()
    const body = { kind: 'project-charter', title: 'Charter', url: 'https://docs.example/1', version: '2' }
    await registers.add({ kind: 'artefact', project: 'web', body, by: 'mara' })
    const old = await registers.approve({ id: 'A-1', approver: 'Carla', version: '1', at: AT, by: 'mara' })
    expect(old.body).toMatchObject({ state: 'draft', approvals: [{ by: 'Carla', version: '1' }] })
    const now = await registers.approve({ id: 'A-1', approver: 'Carla', by: 'mara' })
    expect(now.body).toMatchObject({ state: 'approved', approvals: [{ version: '1' }, { version: '2' }] })
    await registers.change({ id: 'A-1', set: { state: 'superseded' }, by: 'mara' })
    await expect(registers.approve({ id: 'A-1', approver: 'Carla', by: 'mara' })).rejects.toThrow(
      'superseded',
    )
  })

  test('facts hold what is live, what the definition says, baselines and the reach of the sponsor', async () => {
    const { database, definitions, registers, governance } = await house([
      {
        id: 'web',
        name: 'Web',
        sponsor: 'Carla',
        manager: 'ines',
        phase: 'Planning',
        phases: [{ name: 'Planning', start: '2027-01-01', finish: '2027-06-30' }],
        budget: [{ amount: '1000', currency: 'EUR' }],
      },
      { id: 'yard', name: 'Yard' },
    ])
    const by = 'mara'
    const before = await governance.fingerprints(['web', 'yard'])
    expect(await governance.facts(['web'])).toMatchObject([
      {
        roles: [
          { id: 'definition-sponsor', role: 'sponsor', person: 'Carla' },
          { id: 'definition-project-manager', role: 'project-manager', person: 'ines' },
        ],
        budget: [{ line: 'total', from: '2027-01-01', until: '2027-06-30', planned: { amount: '1000' } }],
      },
    ])
    await definitions.create({ kind: 'unit', id: 'software', body: { name: 'Software', head: 'Carla' }, by })
    await definitions.create({ kind: 'person', id: 'ines', body: { name: 'Ines Ott', unit: 'software' }, by })
    const synced = new Synced(database)
    await synced.page({
      items: ['ines', 'guest'].map((ref, index) => ({
        ref: `i${index}`,
        records: [
          { kind: 'account', ref, type: 'human' },
          {
            kind: 'workItem',
            ref: `w${index}`,
            container: 'c',
            type: 'task',
            title: 'T',
            status: 'Open',
            statusCategory: 'todo',
            assignees: [ref],
          },
        ],
      })),
    })
    const risk = {
      title: 'R',
      opened: '2027-01-15',
      probability: 0.5,
      impact: 4,
      exposure: '10',
      currency: 'EUR',
    }
    await registers.add({ kind: 'risk', project: 'web', body: risk, by })
    await registers.add({ kind: 'risk', project: 'web', body: risk, by })
    await registers.withdraw({ id: 'R-2', reason: 'Twice', by })
    await registers.add({ kind: 'role', project: 'web', body: { role: 'sponsor', person: 'Carla' }, by })
    const money = { line: 'labour', from: '2027-01-01', until: '2027-01-31', currency: 'EUR', planned: '0.1' }
    await registers.add({ kind: 'budget', project: 'web', body: { ...money, actual: '0.20' }, by })
    await registers.add({ kind: 'decision', body: { title: 'Of the house', at: TODAY, by: 'Board' }, by })
    await governance.recordGate({
      project: 'web',
      body: { gate: 'Ready', verdict: 'go', at: AT, by: 'Board', open: [], forced: 'Urgent' },
      by,
    })
    await database.transaction((tx) =>
      keepBaseline(tx, {
        kind: 'baseline',
        scope: { kind: 'project', id: 'web' },
        name: 'First',
        reason: 'Agreed',
        by,
        asOf: [],
        rows: [{ connection: 'gh', kind: 'workItem', ref: 'w0', title: 'T', finish: '2027-05-01' }],
      }),
    )
    const [fact, other] = await governance.facts(['yard', 'web', 'none'])
    expect(other).toMatchObject({ project: 'yard', roles: [], budget: [], authority: { involved: [] } })
    expect(other).not.toHaveProperty('expected')
    expect(fact).toMatchObject({
      project: 'web',
      roles: [
        { id: 'ROLE-1', role: 'sponsor', person: 'Carla' },
        { role: 'project-manager', person: 'Ines Ott', unit: 'software' },
      ],
      authority: {
        covers: ['software'],
        involved: [{ unit: 'software', title: 'Software', people: 1 }],
        unknownPeople: 1,
      },
      decisions: [],
      risks: [{ id: 'R-1', state: 'open', exposure: { amount: '10', currency: 'EUR' } }],
      budget: [{ line: 'labour', planned: { amount: '0.1' }, actual: { amount: '0.20', currency: 'EUR' } }],
      gates: [{ verdict: 'go', forced: true }],
      baselines: [{ number: 1, name: 'First', finish: '2027-05-01' }],
      riskHistory: [
        { month: '2027-01', exposure: 2 },
        { month: '2027-02', exposure: 2 },
      ],
    })
    expect(fact?.expected?.filter(({ due }) => due === 'now')).toHaveLength(6)
    const after = await governance.fingerprints(['web', 'yard'])
    expect(after.get('web')).not.toBe(before.get('web'))
    expect(await governance.fingerprints(['web', 'yard'])).toEqual(after)
    await registers.change({ id: 'R-1', set: { owner: 'Ines' }, by })
    const last = await governance.fingerprints(['web', 'yard'])
    expect(last.get('web')).not.toBe(after.get('web'))
    expect(last.get('yard')).toBe(after.get('yard'))
    expect((await governance.gates('web')).map(({ body }) => body.verdict)).toEqual(['go'])
  })
})
