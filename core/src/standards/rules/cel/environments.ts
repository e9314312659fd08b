import { Environment } from '@marcbachmann/cel-js'
import type { Grain } from '@headless-pmo/sdk'
import { addFunctions } from './functions.ts'
import { TYPES, VARIABLES } from './type-table.ts'

/** Values of parameters, by name. */
export type ParamDefaults = Readonly<Record<string, string | number | boolean | readonly string[]>>

function typeOfParam(value: ParamDefaults[string]): string {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return 'double'
  return typeof value === 'boolean' ? 'bool' : 'list<string>'
}

/** Fields of `params`, by what their defaults are. */
export function paramFields(params: ParamDefaults): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeOfParam(value)]))
}

const checking = new Map<Grain, Environment>()
const judging = new Map<Grain, Environment>()

function remembered(made: Map<Grain, Environment>, grain: Grain, make: () => Environment): Environment {
  let known = made.get(grain)
  if (known === undefined) {
    known = make()
    made.set(grain, known)
  }
  return known
}

/** Knows the type of every word: finds mistakes before anything is judged. */
export function checkingEnvironment(grain: Grain, params: ParamDefaults): Environment {
  const base = remembered(checking, grain, () => {
    const environment = addFunctions(new Environment())
    environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b))
    for (const [name, fields] of TYPES) {
      const types = Object.fromEntries(Object.entries(fields).map(([key, { type }]) => [key, type]))
      environment.registerType(name, { fields: types })
    }
    // Neighbours and the project of an item may not be there: they are compared with null.
    for (const type of ['WorkItem', 'Project'] as const)
      environment.registerOperator(`${type} == null`, (one: unknown) => one === null)
    for (const [name, { type }] of VARIABLES[grain]) environment.registerVariable(name, type)
    return environment
  })
  return base
    .clone()
    .registerType('Params', { fields: paramFields(params) })
    .registerVariable('params', 'Params')
}

/** Takes every word as it comes: the types have been checked before, and what is missing is told apart. */
export function judgingEnvironment(grain: Grain): Environment {
  return remembered(judging, grain, () => {
    const environment = addFunctions(new Environment())
    for (const name of [...VARIABLES[grain].keys(), 'params']) environment.registerVariable(name, 'dyn')
    return environment
  })
}
