import { expect, test } from 'vitest'
import { callerFactory, includesRole, ROLES, type Role } from '../rpc/index.ts'
import { createAppRouter, type AppServices } from './app-router.ts'

/**
 * The weakest role of every procedure. It is written by hand: whoever adds a procedure says here who may call it, and
 * whoever changes a right has to change it at two places.
 */
const RIGHTS: Readonly<Record<Role, Readonly<Record<string, string>>>> = {
  viewer: {
    baselines: 'compare get list rows',
    capacity: 'canTake items matrix overloads wanted',
    changes: 'end feed recent',
    conflicts: 'get list',
    connections: 'get list versions',
    definitions: 'list',
    dependencies: 'decisions list',
    fields: 'coverage',
    figures: 'evidence get list overlaps trend',
    findings: 'get judged list totals undecided',
    forecast: 'doubts risks run simulate throughput',
    gates: 'figures list state',
    health: 'report',
    impact: 'slip whatIf',
    mappings: 'list preview',
    measures: 'aging burnUp cumulativeFlow cycleTimes get valueCurves',
    notifiers: 'deliveries get list',
    organisation:
      'calendars.get calendars.list calendars.versions overview people.get people.list people.versions roles.get roles.list roles.versions teams.get teams.list teams.versions units.get units.list units.versions',
    overview: 'project projects',
    people: 'accounts',
    persons: 'decisions get list suggestions',
    plugins: 'get list',
    portfolios: 'get list',
    programs: 'get list',
    projects: 'get list versions',
    reports: 'get kept list registry',
    registers: 'columns get history list preview project',
    roadmap: 'bars links network',
    rules: 'get history list waiting',
    scenarios: 'compare get list record versions',
    schedule: 'criticalPath explain list problems',
    scorecards: 'get list',
    standards: 'results run runs totals trend',
    sync: 'freshness progress removals run runs',
    waivers: 'get list',
    webhooks: 'list',
    workItems: 'at get history list listAt',
  },
  contributor: {
    connections: 'contract probe scopes',
    figures: 'snapshot',
    forecast: 'addRisk endRisk',
    registers: 'add change putBack take withdraw',
    reports: 'make',
    rules: 'try',
    scenarios: 'change create run withdraw',
    standards: 'cancel check',
    sync: 'cancel start',
    waivers: 'request withdraw',
    webhooks: 'check',
  },
  pmo: {
    baselines: 'capture',
    dependencies: 'confirm reject reopen state withdraw',
    gates: 'decide',
    mappings: 'revert take',
    organisation:
      'calendars.create calendars.remove calendars.update people.create people.remove people.update roles.create roles.remove roles.update teams.create teams.remove teams.update units.create units.remove units.update',
    persons: 'decide withdraw',
    portfolios: 'create remove update',
    programs: 'create remove update',
    projects: 'create remove update',
    registers: 'approve',
    rules: 'approve reject removeHouse set setHouse unset',
    scenarios: 'adopt',
    sync: 'approve reject',
    waivers: 'approve refuse',
  },
  administrator: {
    connections: 'authorize create remove revert update',
    notifiers: 'create enable redeliver remove test update',
    people: 'pseudonymise',
    plugins: 'disable enable quarantine release upgrade',
    tokens: 'create list revoke',
    webhooks: 'address revoke',
  },
}

/** Questions asked by POST because they are large; they write nothing. */
const QUESTIONS_BY_POST = [
  'capacity.canTake',
  'forecast.simulate',
  'impact.whatIf',
  'mappings.preview',
  'registers.preview',
  'scenarios.compare',
]

const expected = new Map<string, Role>(
  ROLES.flatMap((role) =>
    Object.entries(RIGHTS[role]).flatMap(([room, names]) =>
      names.split(' ').map((name) => [`${room}.${name}`, role] as const),
    ),
  ),
)

/** Whoever gets as far as a service has been let in; no service is there. */
const reached = new Proxy(() => undefined, {
  get: (_, name): unknown => (name === 'links' ? reached : undefined),
})
const services = new Proxy({}, { get: () => reached })
// Named boundary: routers only hold on to their services until somebody is let in.
const app = createAppRouter(services as AppServices)
// Named boundary: tRPC's own record of its procedures.
const procedures = app._def.procedures as unknown as Readonly<
  Record<string, { readonly _def: { readonly type: string } }>
>
const names = Object.keys(procedures)

async function codeOf(name: string, role?: Role): Promise<string> {
  const caller: unknown = callerFactory(app)(role === undefined ? {} : { principal: { name: 'test', role } })
  const call = name.split('.').reduce<unknown>((at, part) => Reflect.get(Object(at), part), caller)
  try {
    // A caller is a tree of functions.
    await (call as (input: unknown) => Promise<unknown>)({})
    return 'let in'
  } catch (error) {
    return String(Reflect.get(Object(error), 'code'))
  }
}

test('the table names every procedure, once, and none that is gone', () => {
  expect([...expected.keys()].toSorted()).toEqual(names.toSorted())
  const written = Object.values(RIGHTS).flatMap((rooms) => Object.values(rooms).join(' ').split(' '))
  expect(written.length).toBe(names.length)
})

test('nobody gets in without a token', async () => {
  for (const name of names) expect.soft(await codeOf(name), name).toBe('UNAUTHORIZED')
})

test.each(ROLES)('%s is let in where the table says so, and nowhere else', async (role) => {
  for (const name of names) {
    const needed = expected.get(name)
    if (needed === undefined) continue
    const turnedAway = (await codeOf(name, role)) === 'FORBIDDEN'
    expect
      .soft(`${name}: ${turnedAway ? 'turned away' : 'let in'}`)
      .toBe(`${name}: ${includesRole(role, needed) ? 'let in' : 'turned away'}`)
  }
})

test('viewers change nothing: what they may call beside questions writes nothing', () => {
  const open = names.filter(
    (name) => procedures[name]?._def.type === 'mutation' && expected.get(name) === 'viewer',
  )
  expect(open.toSorted()).toEqual(QUESTIONS_BY_POST)
})
