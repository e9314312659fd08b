/**
 * The words of coordination that other features offer and check, without the code that works with them.
 * @module
 */
export { CONFLICT_KINDS } from './conflicts/conflict.ts'
