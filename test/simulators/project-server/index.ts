/**
 * A stateful, seeded simulator of Project Server Subscription Edition.
 * @module
 */
export { applyEdit } from './state/apply-edit.ts'
export type { Edit as ProjectServerEdit, EditOutcome } from './state/edit.ts'
export type { Task as ProjectServerTask } from './state/model.ts'
export { EditError, World as ProjectServerWorld } from './state/world.ts'
export {
  DEFAULT_TOKEN,
  ProjectServerSimulator,
  startProjectServerSimulator,
  type ProjectServerOptions,
} from './simulator.ts'
