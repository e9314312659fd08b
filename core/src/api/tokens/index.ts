export { apiTokensMigration } from './migrations/api-tokens.ts'
export { tokensRouter } from './router.ts'
export { TokenService, type TokenView } from './service.ts'
