/**
 * What the laws are tried with: cases drawn at random, played on a stage, told as a story.
 * @module
 */
export * from './arbitraries.ts'
export { compareStates, explain, showDifferences, type Difference } from './explain.ts'
export { forAll } from './for-all.ts'
export { Stage, type StageOptions, type StageRun } from './stage.ts'
export type { Story, ToldEdit } from './story.ts'
export type { Turn } from './turn.ts'
