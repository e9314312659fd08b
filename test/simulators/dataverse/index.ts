export { fixedClock, runningClock, type SimulatorClock } from '../common/clock.ts'
export { assertHonest } from '../common/gate/assert-honest.ts'
export type { Lie } from './lie.ts'
export type { DataverseSimulatorOptions } from './options.ts'
export { COMPANY, IDS, seedCompany } from './presets/company.ts'
export { seedSyntheticPlan } from './presets/synthetic.ts'
export {
  DataverseSimulator,
  type DataverseFault,
  DEFAULT_TOKEN,
  startDataverseSimulator,
} from './simulator.ts'
export { applyEdit, type Edit, EditError } from './state/edit.ts'
export { choice, PREMIUM_ONLY, type TenantOptions } from './state/tenants.ts'
export type { ChoiceOption, Row, Value, World } from './state/world.ts'
