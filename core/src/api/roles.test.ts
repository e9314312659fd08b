import { expect, test } from 'vitest'
import { callerFactory, ROLES, type Role } from '../rpc/index.ts'
import { createAppRouter, type AppServices } from './app-router.ts'

/** Whoever gets as far as a service has been let in; no service is there. */
const reached = new Proxy(() => undefined, {
  get: (_, name): unknown => (name === 'links' ? reached : undefined),
})
const services = new Proxy({}, { get: () => reached })
// Named boundary: routers only hold on to their services until somebody is let in.
const app = createAppRouter(services as AppServices)
const names = Object.keys(app._def.procedures)

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

/** Rights of each procedure: the weakest role that is not turned away. */
async function weakest(name: string): Promise<Role | undefined> {
  for (const role of ROLES) if ((await codeOf(name, role)) !== 'FORBIDDEN') return role
  return undefined
}

test('nobody gets in without a token', async () => {
  for (const name of names) expect.soft(await codeOf(name), name).toBe('UNAUTHORIZED')
})

test('every procedure has a role, and whoever has more gets in as well', async () => {
  for (const name of names) {
    const codes = await Promise.all(ROLES.map((role) => codeOf(name, role)))
    const turnedAway = codes.map((code) => code === 'FORBIDDEN')
    expect.soft(turnedAway, name).toEqual(turnedAway.toSorted((a, b) => Number(b) - Number(a)))
    expect.soft(codes.at(-1), name).not.toBe('FORBIDDEN')
  }
})

test('readers change nothing: what they may call beside questions writes nothing', async () => {
  const open: string[] = []
  for (const name of names) {
    const { type } = Object(app._def.procedures)[name]._def
    if (type === 'mutation' && (await weakest(name)) === 'reader') open.push(name)
  }
  expect(open.toSorted()).toEqual([
    'capacity.canTake',
    'forecast.simulate',
    'impact.whatIf',
    'mappings.preview',
    'registers.preview',
    'scenarios.compare',
  ])
})

test('deciding about rules and waivers takes an admin; registers, runs and gates a planner', async () => {
  const rights: Record<string, string | undefined> = {}
  for (const name of names) {
    const { type } = Object(app._def.procedures)[name]._def
    if (type === 'mutation' && /^(rules|waivers|registers|standards|gates)\./.test(name))
      rights[name] = await weakest(name)
  }
  expect(rights).toEqual({
    'gates.decide': 'planner',
    'registers.add': 'planner',
    'registers.approve': 'planner',
    'registers.change': 'planner',
    'registers.preview': 'reader',
    'registers.putBack': 'planner',
    'registers.take': 'planner',
    'registers.withdraw': 'planner',
    'rules.approve': 'admin',
    'rules.reject': 'admin',
    'rules.removeHouse': 'admin',
    'rules.set': 'admin',
    'rules.setHouse': 'admin',
    'rules.try': 'planner',
    'rules.unset': 'admin',
    'standards.cancel': 'planner',
    'standards.check': 'planner',
    'waivers.approve': 'admin',
    'waivers.refuse': 'admin',
    'waivers.request': 'planner',
    'waivers.withdraw': 'planner',
  })
})
