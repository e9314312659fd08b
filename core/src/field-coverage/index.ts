/**
 * How far the fields of a connection's items are filled: whether a mapping found what it should.
 * @module
 */
export { fieldCoverageRouter } from './router.ts'
