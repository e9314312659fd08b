/**
 * The words of rpc that other features offer and check, without the code that works with them.
 * @module
 */
export { ROLES, type Role } from './principal.ts'
