/**
 * The words of governance that other features offer and check, without the code that works with them.
 * @module
 */
export { REGISTER_KINDS, type RegisterKind } from './register/register-kind.ts'
