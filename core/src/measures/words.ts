/**
 * The words of measures that other features offer and check, without the code that works with them.
 * @module
 */
export { MEASURES, type MeasureFamily } from './measure-family.ts'
