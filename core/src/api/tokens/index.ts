export { apiTokensMigration } from './migrations/api-tokens.ts'
export { tokenRolesMigration } from './migrations/token-roles.ts'
export { tokensRouter } from './router.ts'
export { TokenService, type TokenView } from './service.ts'
